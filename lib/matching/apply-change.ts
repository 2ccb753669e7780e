import * as z from "zod/mini";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { id, parse } from "@/lib/input";
import { changeOnly } from "@/lib/requests/change-frame";
import type { NeedView } from "@/lib/requests/schema";

const ApplyChange = z.object({
  requestId: id("request"),
  kind: z.enum(["team", "needed_by", "length", "need"]),
  value: z.string().check(z.maxLength(40, "That is not a change.")),
  needId: z.optional(id("need")),
});

/**
 * Makes one of the changes that `explainNothing` found, as if the requester had edited the request.
 * @throws {DomainError} as `editRequest`; `not_possible` where the need it is about is gone
 */
export function applyChange(context: Context, input: unknown): Promise<{ id: string }> {
  const { requestId, kind, value, needId } = parse(ApplyChange, input);
  return changeOnly(context, requestId, ({ needs }) => {
    const meant = kind === "need" ? value : needId;
    const position = meant === undefined ? 0 : needs.findIndex(({ id }) => id === meant);
    if (position < 0)
      throw new DomainError("not_possible", "This request was changed meanwhile. Look again.");
    return {
      team: asked(
        needs.map((need, at) => (at === position ? { ...need, teamIds: [...need.teamIds, value] } : need)),
      ),
      need: asked(needs.toSpliced(position, 1)),
      needed_by: { neededBy: value },
      length: { lengthMin: value },
    }[kind];
  });
}

/** The needs as the form sends them. */
function asked(needs: readonly NeedView[]) {
  const [first, ...more] = needs.map(({ teamIds, person }) => ({ teamIds, personId: person?.id ?? "" }));
  return { ...first, more };
}
