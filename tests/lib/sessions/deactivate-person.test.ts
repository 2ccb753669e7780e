import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { reactivatePerson } from "@/lib/people/run-company";
import { startSignIn } from "@/lib/people/sign-in";
import { bookSession } from "@/lib/sessions/book-session";
import { deactivatePerson } from "@/lib/sessions/deactivate-person";
import { getSession } from "@/lib/sessions/get-session";
import { DAY_MS } from "@/lib/time/instant";
import { aPerson } from "@/tests/support/company";
import { refusal, START, stage } from "./stage";

async function staged() {
  const on = await stage();
  const admin = await aPerson(on.db, "Marta", { isAdmin: true });
  return { ...on, admin, asAdmin: await on.context(admin) };
}

test("their own sessions are cancelled, the events go, and the partner is told", async () => {
  const { asAdmin, ana, bo, context, booking, queued, sql } = await staged();
  const { id } = await bookSession(await context(ana), booking());
  await deactivatePerson(asAdmin, { personId: ana });
  const seen = await getSession(await context(bo), { id });
  expect(seen.state).toBe("cancelled");
  expect(seen.seats.some(({ active }) => active)).toBe(false);
  expect((await queued()).map(({ name }) => name)).toContain("cancel-event");
  expect(await sql`select text from notices where person_id = ${bo} and kind = 'cancelled'`).toMatchObject([
    { text: expect.stringContaining("Ana is no longer here.") },
  ]);
  // Cancelling opened the request again; nobody is there to pair on it.
  expect(await sql`select state from requests where requester_id = ${ana}`).toEqual([{ state: "withdrawn" }]);
});

test("where they were the partner, the seat is open again at that time", async () => {
  const { asAdmin, ana, bo, context, booking, queued } = await staged();
  const { id } = await bookSession(await context(ana), booking());
  await deactivatePerson(asAdmin, { personId: bo });
  expect(await getSession(await context(ana), { id })).toMatchObject({
    state: "needs_partner",
    start: START,
    request: { state: "open" },
  });
  expect((await queued()).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["update-event", "close-unfilled"]),
  );
});

test("a seat that is given to somebody else in that very moment keeps nothing else from being done", async () => {
  const { asAdmin, ana, bo, context, booking, another, sql } = await staged();
  const first = await bookSession(await context(ana), booking());
  const second = booking({ requestId: (await another()).id, start: START + DAY_MS });
  await bookSession(await context(ana), second);
  let leaving: Promise<void> | undefined;
  await sql.begin(async (tx) => {
    await tx`select 1 from requests for update`;
    leaving = deactivatePerson(asAdmin, { personId: bo });
    const isWaiting = async () =>
      (
        await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      ).length > 0;
    await vi.waitUntil(isWaiting, { timeout: 10_000 });
    await tx`update seats set active = false where person_id = ${bo} and session_id = ${first.id}`;
  });
  await leaving;
  expect(await sql`select 1 from seats where person_id = ${bo} and active`).toHaveLength(0);
});

test("they are signed out everywhere, and nobody can book them", async () => {
  const { asAdmin, ana, bo, context, jobs, booking, sql } = await staged();
  await startSignIn(jobs(), randomUUID(), bo, Date.now() + DAY_MS);
  await deactivatePerson(asAdmin, { personId: bo });
  expect(await sql`select 1 from sign_ins where person_id = ${bo}`).toHaveLength(0);
  expect((await refusal(bookSession(await context(ana), booking()))).code).toBe("not_found");
});

test("sessions that are over stay as they were", async () => {
  const { asAdmin, ana, bo, context, booking, sql } = await staged();
  const { id } = await bookSession(await context(ana), booking());
  await sql`update sessions set start_at = now() - interval '2 days', end_at = now() - interval '47 hours', state = 'held' where id = ${id}`;
  await sql`update requests set state = 'done' where requester_id = ${ana}`;
  await deactivatePerson(asAdmin, { personId: ana });
  const seen = await getSession(await context(bo), { id });
  expect(seen.state).toBe("held");
  expect(seen.seats.every(({ active }) => active)).toBe(true);
});

test("only an admin can, and not to the only admin; doing it twice changes nothing more", async () => {
  const { asAdmin, admin, ana, bo, context, sql } = await staged();
  expect((await refusal(deactivatePerson(await context(ana), { personId: bo }))).code).toBe("forbidden");
  expect((await refusal(deactivatePerson(asAdmin, { personId: admin }))).code).toBe("not_possible");
  expect((await refusal(deactivatePerson(asAdmin, { personId: randomUUID() }))).code).toBe("not_found");
  await deactivatePerson(asAdmin, { personId: bo });
  const [first] = await sql`select deactivated_at from people where id = ${bo}`;
  await deactivatePerson({ ...asAdmin, now: asAdmin.now + DAY_MS }, { personId: bo });
  const [again] = await sql`select deactivated_at from people where id = ${bo}`;
  expect(again).toEqual(first);
});

test("somebody who comes back can be booked again", async () => {
  const { asAdmin, ana, bo, context, booking } = await staged();
  await deactivatePerson(asAdmin, { personId: bo });
  expect((await refusal(reactivatePerson(await context(ana), { personId: bo }))).code).toBe("forbidden");
  await reactivatePerson(asAdmin, { personId: bo });
  await expect(bookSession(await context(ana), booking())).resolves.toBeDefined();
});
