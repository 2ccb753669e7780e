import type { Context } from "hono";
import { type Body, isObject } from "./event-input";
import { Refusal } from "./refusal";

/** The body of a call. @throws {Refusal} 400 `parseError` if it is not a JSON object */
export async function readJson(c: Context): Promise<Body> {
  const text = await c.req.text();
  try {
    const body: unknown = text === "" ? {} : JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // answered below
  }
  throw new Refusal(400, "parseError", "This API does not support parsing form-encoded input.");
}
