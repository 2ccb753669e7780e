import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { CalendarError } from "@/lib/calendar/calendar-error";
import { enqueue } from "@/lib/jobs/queue";
import type { Handlers } from "@/lib/jobs/run-job";
import { workplace } from "./own-worker";

let place: Awaited<ReturnType<typeof workplace>>;
beforeAll(async () => {
  place = await workplace();
});
afterAll(() => place.close());

async function working(handlers: Handlers) {
  const worker = await place.work(handlers);
  onTestFinished(() => worker.stop());
  return worker;
}

type Row = { state: string; retries: number; pause: number; output: { value?: unknown } | null };

const jobOf = async (personId: string): Promise<Row | undefined> =>
  (
    await place.sql<Row[]>`
      select state, retry_count as retries, extract(epoch from start_after - now())::float8 as pause, output
      from pgboss.job where data->>'personId' = ${personId}`
  )[0];

/** Does not wait for the pauses between tries: each is written down and cut short. */
async function pausesUntil(personId: string, state: string): Promise<number[]> {
  const pauses: number[] = [];
  for (;;) {
    const job = await jobOf(personId);
    if (job?.state === state) return pauses;
    if (job?.state === "retry" && pauses.length === job.retries) {
      pauses.push(job.pause);
      await place.sql`update pgboss.job set start_after = now() where data->>'personId' = ${personId} and state = 'retry'`;
    }
    await sleep(50);
  }
}

const queue = (personId: string = randomUUID()) =>
  enqueue(place.db, "sync-sessions", { personId }, { key: personId }).then(() => personId);

test("a job is done within a second of the commit that caused it", async () => {
  const done: number[] = [];
  await working({ "sync-sessions": async () => void done.push(performance.now()) });
  await sleep(300);
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    await queue();
    const queued = performance.now();
    await vi.waitFor(() => expect(done).toHaveLength(i + 1), { timeout: 5_000, interval: 10 });
    waits.push((done[i] as number) - queued);
  }
  expect(waits.toSorted((a, b) => a - b)[2]).toBeLessThan(1_000);
});

test("after refusals a job is tried again with growing pauses", async () => {
  let tries = 0;
  await working({
    "sync-sessions": async () => {
      if (++tries <= 3) throw new CalendarError("unavailable", "Google answered 503.");
    },
  });
  const pauses = await pausesUntil(await queue(), "completed");
  expect(tries).toBe(4);
  expect(pauses).toHaveLength(3);
  // 2 s doubled each time, somewhere in the upper half of it.
  for (const [i, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThan(2 ** (i + 1) - 1);
    expect(pause).toBeLessThanOrEqual(2 ** (i + 2));
  }
});

test("where Google says how long to wait, nobody tries before that, and the tries are counted on", async () => {
  const tries: number[] = [];
  await working({
    "sync-sessions": async () => {
      tries.push(performance.now());
      if (tries.length === 1) throw new CalendarError("rate_limited", "429", { retryAfterMs: 7_000 });
    },
  });
  const personId = await queue();
  await vi.waitFor(async () => expect((await jobOf(personId))?.state).toBe("retry"), { timeout: 5_000 });
  const job = await jobOf(personId);
  expect(job?.retries).toBe(0);
  expect(job?.pause).toBeGreaterThan(5.5);
  await vi.waitFor(() => expect(tries).toHaveLength(2), { timeout: 15_000 });
  expect((tries[1] as number) - (tries[0] as number)).toBeGreaterThanOrEqual(7_000);
  await vi.waitFor(async () =>
    expect(await jobOf(personId)).toMatchObject({ state: "completed", retries: 1 }),
  );
});

test("what no further try can help ends at once, and says why", async () => {
  let tries = 0;
  await working({
    "sync-sessions": async () => {
      tries += 1;
      throw new CalendarError("forbidden", "Ana's secret", { reason: "forbiddenForNonOrganizer" });
    },
  });
  const personId = await queue();
  await vi.waitFor(async () => expect((await jobOf(personId))?.state).toBe("failed"), { timeout: 5_000 });
  expect(tries).toBe(1);
  const { output } = (await jobOf(personId)) as Row;
  expect(output).toMatchObject({
    name: "CalendarError",
    kind: "forbidden",
    reason: "forbiddenForNonOrganizer",
  });
  expect(JSON.stringify(output)).not.toContain("secret");
});

test("somebody's hundreds of jobs hold up nobody else, and are done few at a time", async () => {
  const [busy, other] = [randomUUID(), randomUUID()];
  const order: string[] = [];
  let atOnce = 0;
  let most = 0;
  const handler = async (_: unknown, { personId }: { personId: string }) => {
    if (personId === busy) most = Math.max(most, ++atOnce);
    await sleep(30);
    order.push(personId);
    if (personId === busy) atOnce -= 1;
  };
  for (let i = 0; i < 200; i++)
    await enqueue(place.db, "sync-sessions", { personId: busy }, { key: String(i) });
  await enqueue(place.db, "sync-sessions", { personId: other });
  const workers = await Promise.all([
    working({ "sync-sessions": handler }),
    working({ "sync-sessions": handler }),
  ]);
  await vi.waitFor(() => expect(order).toContain(other), { timeout: 15_000, interval: 10 });
  expect(order.indexOf(other)).toBeLessThan(20);
  // One at a time, but for hands of both workers that reach into the queue in the same instant.
  expect(most).toBeLessThanOrEqual(4);
  await Promise.all(workers.map((worker) => worker.stop()));
  await place.sql`delete from pgboss.job where data->>'personId' = ${busy}`;
});

test("a job sees the database's clock, whatever this process's says", async () => {
  const seen: number[] = [];
  await working({ "sync-sessions": async ({ now }) => void seen.push(now) });
  const real = Date.now;
  const off = vi.spyOn(Date, "now").mockImplementation(() => real() + 600_000);
  onTestFinished(() => off.mockRestore());
  await queue();
  await vi.waitFor(() => expect(seen).toHaveLength(1), { timeout: 5_000 });
  expect(Math.abs((seen[0] as number) - real())).toBeLessThan(5_000);
});
