import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { enqueue } from "../jobs/queue";
import { dateIn } from "../time/zone";
import { folded, neededByEnd, refuseUnlessAsked } from "./ask";
import { viewOf } from "./get-request";
import { hasLiveSession, lockMyRequest } from "./my-request";
import { neededByDay } from "./request-state";
import { EditRequest } from "./schema";
import * as store from "./store";

type Edit = ReturnType<typeof parse<typeof EditRequest>>;

/**
 * Edits the actor's request against the version that was read. With a session on it the words and whether observers
 * are welcome can change, and the calendar event follows; its time, place and people change by rescheduling.
 * @throws {DomainError} `invalid`, `not_found`, `forbidden`, `not_possible`; `conflict` with `detail.stored`, the
 * request as it stands now
 */
export async function editRequest(
  context: Context,
  input: unknown,
): Promise<{ id: string; version: number }> {
  const edit = parse(EditRequest, input);
  return context.db.transaction(async (tx) => {
    const record = await lockMyRequest(tx, context, edit.id, "edit");
    const { request } = record;
    if (request.state === "withdrawn" || request.state === "done")
      throw new DomainError("not_possible", `A request that is ${request.state} cannot be edited.`);
    if (request.version !== edit.version)
      throw new DomainError("conflict", "This request was changed in another window. Both texts are here.", {
        detail: { stored: viewOf(record, context.now) },
      });

    const { title, body, understand, bring, observers } = edit;
    const frame = hasLiveSession(record)
      ? refuseFrame(edit, record)
      : await changedFrame(tx, context, edit, record);
    await store.updateRequest(tx, edit.id, {
      ...{ title, body, understand, bring, observersMax: observers ? Math.max(1, request.observersMax) : 0 },
      ...frame,
    });
    if (hasLiveSession(record) && record.sessionId)
      await enqueue(tx, "update-event", { sessionId: record.sessionId });
    return { id: edit.id, version: edit.version + 1 };
  });
}

/** How long, where and by when: what changes who can come and when. */
async function changedFrame(tx: Db, { now }: Context, edit: Edit, record: store.RequestRecord) {
  const ask = {
    teamIds: edit.teamIds ? folded(edit.teamIds) : record.teams.map((team) => team.id),
    systemIds: edit.systemIds ? folded(edit.systemIds) : record.systems.map((system) => system.id),
  };
  await refuseUnlessAsked(tx, ask);
  await store.replaceAsk(tx, edit.id, ask);
  const { zone } = record.requester;
  const day = edit.neededBy ?? neededByDay(record.request.neededByAt, zone);
  return {
    lengthMin: edit.lengthMin ?? record.request.lengthMin,
    place: edit.place ?? record.request.place,
    neededByAt: await neededByEnd(tx, day, zone, dateIn(now, zone)),
  };
}

/** A form that was opened before the booking still sends what it had; only what differs is refused. */
function refuseFrame(edit: Edit, { request, requester, teams, systems }: store.RequestRecord) {
  const differs = {
    lengthMin: edit.lengthMin !== undefined && edit.lengthMin !== request.lengthMin,
    place: edit.place !== undefined && edit.place !== request.place,
    neededBy:
      edit.neededBy !== undefined && edit.neededBy !== neededByDay(request.neededByAt, requester.zone),
    teamIds: edit.teamIds !== undefined && !sameIds(edit.teamIds, teams),
    systemIds: edit.systemIds !== undefined && !sameIds(edit.systemIds, systems),
  };
  const sentence = "A session is booked on this. Reschedule or cancel it to change this.";
  const fields = Object.entries(differs).flatMap(([name, is]) => (is ? [[name, sentence]] : []));
  if (fields.length > 0)
    throw new DomainError("not_possible", sentence, { fields: Object.fromEntries(fields) });
  return {};
}

const sameIds = (ids: readonly string[], things: readonly { id: string }[]) =>
  folded(ids).sort().join() ===
  things
    .map((thing) => thing.id)
    .sort()
    .join();
