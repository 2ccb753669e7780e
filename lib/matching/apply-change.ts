import * as z from "zod/mini";
import type { Context } from "@/lib/context";
import { id, parse } from "@/lib/input";
import { editRequest } from "@/lib/requests/edit-request";
import { getRequest } from "@/lib/requests/get-request";

const ApplyChange = z.object({
  requestId: id("request"),
  kind: z.enum(["team", "needed_by", "length"]),
  value: z.string().check(z.maxLength(40, "That is not a change.")),
});

/**
 * Makes one of the changes that `explainNothing` found, as if the requester had edited the request.
 * @throws {DomainError} as `editRequest`
 */
export async function applyChange(context: Context, input: unknown): Promise<{ id: string }> {
  const { requestId, kind, value } = parse(ApplyChange, input);
  const { version, title, body, understand, bring, observersMax, teams } = await getRequest(context, {
    id: requestId,
  });
  const change = {
    team: { teamIds: [...teams.map((team) => team.id), value] },
    needed_by: { neededBy: value },
    length: { lengthMin: value },
  }[kind];
  await editRequest(context, {
    ...{ id: requestId, version, title, body, understand, bring, observers: observersMax > 0 },
    ...change,
  });
  return { id: requestId };
}
