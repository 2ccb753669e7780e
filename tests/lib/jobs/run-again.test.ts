import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { CalendarError } from "@/lib/calendar/calendar-error";
import { listJobs } from "@/lib/jobs/list-jobs";
import { enqueue } from "@/lib/jobs/queue";
import { runAgain, runAllAgain } from "@/lib/jobs/run-again";
import type { Handlers } from "@/lib/jobs/run-job";
import { aPerson, contextOf } from "@/tests/support/company";
import { workplace } from "./own-worker";

let place: Awaited<ReturnType<typeof workplace>>;
let admin: string;
let ana: string;
beforeAll(async () => {
  place = await workplace();
  admin = await aPerson(place.db, "Ada Admin", { isAdmin: true });
  ana = await aPerson(place.db, "Ana Ribeiro");
});
beforeEach(async () => {
  await place.sql`delete from pgboss.job`;
});
afterAll(() => place.close());

async function working(handlers: Handlers) {
  const worker = await place.work(handlers);
  onTestFinished(() => worker.stop());
}

const refused: Handlers = {
  "watch-calendars": async () => {
    throw new CalendarError("forbidden", "no", { reason: "pushNotSupported" });
  },
};

async function failing(personIds: string[]) {
  const worker = await place.work(refused);
  for (const personId of personIds)
    await enqueue(place.db, "watch-calendars", { personId }, { key: personId });
  await vi.waitFor(async () => expect((await listed()).failed).toHaveLength(personIds.length), {
    timeout: 8_000,
  });
  await worker.stop();
}

const listed = async () => listJobs(await contextOf(place.db, admin));

test("a job that failed for good says what it was, for whom and why", async () => {
  await failing([ana]);
  const { failed } = await listed();
  expect(failed).toMatchObject([
    {
      what: "Have Google tell of changes",
      personName: "Ana Ribeiro",
      why: "Google does not allow it (pushNotSupported)",
      tries: 1,
    },
  ]);
});

test("run again, it leaves the list, waits, and stays away once it is done", async () => {
  await failing([ana]);
  const [job] = (await listed()).failed;
  const context = await contextOf(place.db, admin);
  await runAgain(context, { id: job?.id });
  const meanwhile = await listed();
  expect(meanwhile.failed).toEqual([]);
  expect(meanwhile.queues).toMatchObject([{ name: "watch-calendars", waiting: 1, running: 0 }]);
  await expect(runAgain(context, { id: job?.id })).rejects.toMatchObject({ code: "not_found" });
  await working({ "watch-calendars": async () => {} });
  await vi.waitFor(async () => expect((await listed()).queues).toEqual([]), { timeout: 8_000 });
  expect((await listed()).failed).toEqual([]);
});

test("what failed again stands in the list once", async () => {
  await failing([ana]);
  await working(refused);
  const [job] = (await listed()).failed;
  await runAgain(await contextOf(place.db, admin), { id: job?.id });
  await vi.waitFor(async () => expect((await listed()).failed.map(({ id }) => id)).not.toEqual([job?.id]), {
    timeout: 8_000,
  });
  await sleep(100);
  await vi.waitFor(async () => expect((await listed()).failed).toHaveLength(1), { timeout: 8_000 });
});

test("all of them at once, even by two admins in the same instant, are queued once each", async () => {
  await failing([ana, admin]);
  const context = await contextOf(place.db, admin);
  const counts = await Promise.all([runAllAgain(context), runAllAgain(context)]);
  expect(counts.map(({ count }) => count).toSorted()).toEqual([0, 2]);
  expect((await listed()).queues).toMatchObject([{ waiting: 2 }]);
});

test("nobody but an admin sees jobs or runs them", async () => {
  const context = await contextOf(place.db, ana);
  await expect(listJobs(context)).rejects.toMatchObject({ code: "forbidden" });
  await expect(runAllAgain(context)).rejects.toMatchObject({ code: "forbidden" });
  await expect(runAgain(context, { id: ana })).rejects.toMatchObject({ code: "forbidden" });
});
