import { databaseNow, type JobContext } from "../context";
import { enqueue } from "../jobs/queue";
import { notify } from "../people/notices";
import { queueEventJob } from "./change-session";
import { isFilled } from "./fill-needs";
import { withRefusals } from "./refusals";
import { isLive } from "./schema";
import * as store from "./store";
import { noticeOfNobody } from "./words";

/**
 * Cancels a session that begins and still needs a partner, of several be it one, also one whose time was in dispute meanwhile; all who kept
 * their seat are told. Looks again if it was moved.
 */
export async function closeUnfilled({ db }: JobContext, { sessionId }: { sessionId: string }): Promise<void> {
  await withRefusals(() =>
    db.transaction(async (tx) => {
      const found = await store.sessionById(tx, sessionId);
      const request = found && (await store.requestToBook(tx, found.requestId, { lock: true }));
      const session = await store.sessionById(tx, sessionId, { lock: true });
      if (!request || !session || !isLive(session.state)) return;
      const seats = await store.seatsOf(tx, sessionId);
      if (isFilled(request, seats)) return;
      const waitMs = session.startAt - (await databaseNow(tx));
      if (waitMs > 0)
        return enqueue(tx, "close-unfilled", { sessionId }, { startAfterS: Math.ceil(waitMs / 1000) });

      await store.updateSession(tx, sessionId, { state: "cancelled", cancelReason: "Nobody took the seat." });
      await store.releaseSeats(tx, sessionId);
      await store.setRequestState(tx, session.requestId, "open");
      await store.insertChange(tx, sessionId, null, "cancelled", { reason: "Nobody took the seat." });
      const told = seats.flatMap(({ active, personId }) => (active && personId ? [personId] : []));
      for (const person of await store.peopleByIds(tx, told)) {
        const window = { start: session.startAt, end: session.endAt };
        await notify(tx, {
          personId: person.id,
          kind: "nobody",
          text: noticeOfNobody({ title: request.title, window, zone: person.zone }),
          href: `/requests/${request.id}`,
        });
      }
      await queueEventJob(tx, { session }, "cancel-event");
    }),
  );
}
