import * as z from "zod/mini";
import type { Context } from "../context";
import { id, parse } from "../input";
import { editRequest } from "./edit-request";
import { getRequest } from "./get-request";
import { RequestFrame, type RequestView } from "./schema";

const ChangeFrame = z.object({ requestId: id("request"), ...RequestFrame });

/**
 * Keeps another length, place or needed-by day that the requester tried on the request page, as if they had edited the
 * request; what is left out stays.
 * @throws {DomainError} as `editRequest`
 */
export function changeFrame(context: Context, input: unknown): Promise<{ id: string }> {
  const { requestId, ...frame } = parse(ChangeFrame, input);
  return changeOnly(context, requestId, () => frame);
}

/**
 * Edits the request as it stands, and of it only what `changed` says, as the form would send it.
 * @throws {DomainError} as `editRequest`
 */
export async function changeOnly(
  context: Context,
  id: string,
  changed: (request: RequestView) => object,
): Promise<{ id: string }> {
  const request = await getRequest(context, { id });
  const { version, title, body, understand, bring, observersMax } = request;
  const asked = { version, title, body, understand, bring, observers: observersMax };
  await editRequest(context, { id, ...asked, ...changed(request) });
  return { id };
}
