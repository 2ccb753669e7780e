import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { enqueue } from "../jobs/queue";
import { dateIn } from "../time/zone";
import { type AskedNeed, folded, neededByEnd, needOf, refuseUnlessAsked } from "./ask";
import { viewOf } from "./get-request";
import { hasLiveSession, lockMyRequest } from "./my-request";
import { neededByDay } from "./request-state";
import { EditRequest } from "./schema";
import * as store from "./store";

type Edit = ReturnType<typeof parse<typeof EditRequest>>;

/**
 * Edits the actor's request against the version that was read. With a session on it the words and how many may watch
 * can change, and the calendar event follows; its time, place and people change by rescheduling. Whoever watches already
 * keeps their seat: asking for fewer asks nobody to leave, which is done by name on the session's page.
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
      ...{ title, body, understand, bring, observersMax: observers },
      ...frame,
    });
    await store.indexNotesOf(tx, edit.id);
    if (hasLiveSession(record) && record.sessionId)
      await enqueue(tx, "update-event", { sessionId: record.sessionId });
    return { id: edit.id, version: edit.version + 1 };
  });
}

/** How long, where and by when: what changes who can come and when. */
async function changedFrame(tx: Db, { now }: Context, edit: Edit, record: store.RequestRecord) {
  const ask = {
    needs: needsAfter(edit, record),
    systemIds: edit.systemIds ? folded(edit.systemIds) : record.systems.map((system) => system.id),
  };
  await refuseUnlessAsked(tx, ask, record.request.requesterId);
  await store.replaceAsk(tx, edit.id, ask);
  const { zone } = record.requester;
  const day = edit.neededBy ?? neededByDay(record.request.neededByAt, zone);
  return {
    lengthMin: edit.lengthMin ?? record.request.lengthMin,
    place: edit.place ?? record.request.place,
    neededByAt: await neededByEnd(tx, day, zone, dateIn(now, zone)),
  };
}

/** What the form leaves out stays as it was. */
function needsAfter(edit: Edit, { needs }: store.RequestRecord): AskedNeed[] {
  const stored = needs.map(({ teamIds, person }) => ({ teamIds, personId: person?.id ?? null }));
  const [first = { teamIds: [], personId: null }, ...rest] = stored;
  const { teamIds = first.teamIds, personId = first.personId, more = rest } = edit;
  return [needOf({ teamIds, personId }), ...more.map(needOf)];
}

/** A form that was opened before the booking still sends what it had; only what differs is refused. */
function refuseFrame(edit: Edit, record: store.RequestRecord) {
  const { request, requester, needs, systems } = record;
  const [first, ...rest] = needsAfter(edit, record);
  const differs = {
    lengthMin: edit.lengthMin !== undefined && edit.lengthMin !== request.lengthMin,
    place: edit.place !== undefined && edit.place !== request.place,
    neededBy:
      edit.neededBy !== undefined && edit.neededBy !== neededByDay(request.neededByAt, requester.zone),
    teamIds: !sameIds(first?.teamIds ?? [], needs[0]?.teamIds ?? []),
    personId: (first?.personId ?? null) !== (needs[0]?.person?.id ?? null),
    more:
      rest.length !== Math.max(0, needs.length - 1) ||
      rest.some((need, at) => {
        const was = needs[at + 1];
        return !sameIds(need.teamIds, was?.teamIds ?? []) || need.personId !== (was?.person?.id ?? null);
      }),
    systemIds:
      edit.systemIds !== undefined &&
      !sameIds(
        edit.systemIds,
        systems.map(({ id }) => id),
      ),
  };
  const sentence = "A session is booked on this. Reschedule or cancel it to change this.";
  const fields = Object.entries(differs).flatMap(([name, is]) => (is ? [[name, sentence]] : []));
  if (fields.length > 0)
    throw new DomainError("not_possible", sentence, { fields: Object.fromEntries(fields) });
  return {};
}

const sameIds = (ids: readonly string[], others: readonly string[]) =>
  folded(ids).sort().join() === [...others].sort().join();
