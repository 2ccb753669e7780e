import * as z from "zod/mini";
import type { Context } from "../context";
import { id, parse } from "../input";
import { editRequest } from "./edit-request";
import { getRequest } from "./get-request";
import { RequestFrame } from "./schema";

const ChangeFrame = z.object({ requestId: id("request"), ...RequestFrame });

/**
 * Keeps another length, place or needed-by day that the requester tried on the request page, as if they had edited the
 * request; what is left out stays.
 * @throws {DomainError} as `editRequest`
 */
export async function changeFrame(context: Context, input: unknown): Promise<{ id: string }> {
  const { requestId, ...frame } = parse(ChangeFrame, input);
  const { version, title, body, understand, bring, observersMax } = await getRequest(context, {
    id: requestId,
  });
  await editRequest(context, {
    ...{ id: requestId, version, title, body, understand, bring, observers: observersMax > 0 },
    ...frame,
  });
  return { id: requestId };
}
