import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { seats } from "@/db/schema/sessions";
import { bookSession } from "@/lib/sessions/book-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { HOUR_MS } from "@/lib/time/instant";
import { group } from "./group";
import { LENGTH_MS, refusal, START } from "./stage";

type On = Awaited<ReturnType<typeof group>>;

/** Starts `deed`, holds it where it waits for Ana's lock, its calendars read, does `meanwhile`, and lets it go on. */
async function meanwhile<T>({ url, ana, sql }: On, deed: () => Promise<T>, change: () => Promise<unknown>) {
  const other = postgres(url, { max: 1 });
  onTestFinished(() => other.end());
  await other`select pg_advisory_lock(hashtextextended(${ana}::text, 0))`;
  const done = deed().then(
    (value) => ({ value, refused: undefined }),
    (refused: unknown) => ({ value: undefined, refused: refused as { code?: string; message: string } }),
  );
  const waits = async () =>
    (
      await sql`select 1 from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
    ).length > 0;
  while (!(await waits())) await new Promise((resolve) => setTimeout(resolve, 10));
  await change();
  await other`select pg_advisory_unlock(hashtextextended(${ana}::text, 0))`;
  return done;
}

test("of many who offer at once each need gets one person, whoever is first, and nothing locks up", async () => {
  const on = await group();
  const { as, offer, sql, another, ana, backend, sre } = on;
  for (let round = 0; round < 8; round++) {
    const { id: requestId, needId } = await another(ana);
    await sql`insert into request_need_teams values (${needId}, ${backend})`;
    const need = randomUUID();
    await sql`insert into request_needs (id, request_id, position) values (${need}, ${requestId}, 1)`;
    await sql`insert into request_need_teams values (${need}, ${sre})`;
    const over = { requestId, start: START + round * 2 * HOUR_MS };
    const who = [as.cleo, as.dag, as.bo, as.dag, as.cleo, as.bo];
    const results = await Promise.allSettled(who.map((one) => offerToPair(one, offer(over))));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const taken = await sql`select st.need_id from seats st join sessions s on s.id = st.session_id
      where s.request_id = ${requestId} and st.active and st.role = 'partner'`;
    expect(taken.map(({ need_id }) => need_id).sort()).toEqual([needId, need].sort());
    expect(await sql`select state from sessions where request_id = ${requestId}`).toEqual([
      { state: "booked" },
    ]);
  }
  const [row] = await sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(row?.deadlocks).toBe(0);
}, 60_000);

test("the same booking of a group sent at once books it once, and both are answered with it", async () => {
  const { as, booking, bo, cleo, sql } = await group();
  const input = booking({ partnerIds: [cleo, bo] });
  const [one, other] = await Promise.all([bookSession(as.ana, input), bookSession(as.ana, input)]);
  expect(other).toEqual(one);
  expect(await sql`select 1 from seats where active`).toHaveLength(3);
});

test("one who gives up a seat and one who takes the other at once leave one seat free", async () => {
  const { as, offer, sql, stateOf } = await group();
  const { id } = await offerToPair(as.cleo, offer());
  await Promise.all([declineSession(as.cleo, { id }), offerToPair(as.bo, offer())]);
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["SRE"] });
  expect(await sql`select 1 from seats where active`).toHaveLength(2);
});

test("a session is not moved to a time of which somebody who joined meanwhile was never asked", async () => {
  const on = await group();
  const { as, offer, db, dag, second, sql } = on;
  const { id } = await offerToPair(as.bo, offer());
  const start = START + 3 * HOUR_MS;
  const times = { startAt: START, endAt: START + LENGTH_MS };
  const { refused } = await meanwhile(
    on,
    () => rescheduleSession(as.ana, { id, start, key: randomUUID() }),
    () =>
      db.insert(seats).values({ sessionId: id, personId: dag, role: "partner", needId: second, ...times }),
  );
  expect(refused?.message).toBe("Somebody joined this session meanwhile. Look again, then choose a time.");
  const [seat] =
    await sql`select extract(epoch from start_at) * 1000 as at from seats where person_id = ${dag}`;
  expect(Number(seat?.at)).toBe(START);
});

test("nobody is swapped into a session at a time for which their calendar was not read", async () => {
  const on = await group();
  const { as, offer, sql, dag } = on;
  const { id } = await offerToPair(as.bo, offer());
  const { refused } = await meanwhile(
    on,
    () => swapPartner(as.ana, { id, partnerId: dag, key: randomUUID() }),
    () =>
      sql`update sessions set start_at = start_at + interval '2 hours', end_at = end_at + interval '2 hours'`,
  );
  expect(refused?.message).toBe("This session was moved meanwhile. Look again.");
});

test("a request that became longer while it was booked is not booked for the old length", async () => {
  const on = await group();
  const { as, booking, sql } = on;
  const { refused } = await meanwhile(
    on,
    () => bookSession(as.ana, booking()),
    () => sql`update requests set length_min = 80`,
  );
  expect(refused?.message).toBe("The request was changed meanwhile. Look again.");
  expect(await refusal(Promise.reject(refused))).toMatchObject({ code: "not_possible" });
  expect(await sql`select 1 from sessions`).toHaveLength(0);
});
