import { expect, onTestFinished, test } from "vitest";
import { answerProbes } from "@/lib/jobs/answer-probes";
import { enqueue } from "@/lib/jobs/queue";
import { readMetrics } from "@/lib/jobs/read-metrics";
import { metrics } from "@/lib/metrics";
import { bookSession } from "@/lib/sessions/book-session";
import { stage } from "@/tests/lib/sessions/stage";
import { jobContextOn } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

const TOKEN = "a token that nobody guesses";
const config = { METRICS_TOKEN: TOKEN };

/** One sample's value by its name with labels, as it stands in the text. */
const sampleOf = (text: string, sample: string) =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${sample} `))
      ?.split(" ")[1] ?? Number.NaN,
  );

test("without a token in the environment there is nothing, whatever is sent; with one only it opens", async () => {
  const { db } = await testDatabase();
  const closed = jobContextOn(db);
  for (const sent of [null, "Bearer ", "Bearer undefined", `Bearer ${TOKEN}`])
    expect(await readMetrics(closed, sent)).toMatchObject({ status: 404 });
  const open = jobContextOn(db, { config });
  for (const sent of [null, "", TOKEN, `bearer ${TOKEN}`, `Bearer ${TOKEN}x`, "Bearer "])
    expect(await readMetrics(open, sent)).toMatchObject({ status: 401 });
  expect(await readMetrics(open, `Bearer ${TOKEN}`)).toMatchObject({ status: 200 });
});

test("the queue's numbers are those of the database: what waits, what is for later, and since when", async () => {
  const { db, sql } = await testDatabase();
  const context = jobContextOn(db, { config });
  await enqueue(db, "mail-notice", { noticeId: "0190a0a0-0000-7000-8000-000000000000" });
  await enqueue(
    db,
    "mail-notice",
    { noticeId: "0190a0a0-0000-7000-8000-000000000001" },
    { startAfterS: 600 },
  );
  await sql`update pgboss.job set start_after = now() - interval '90 seconds' where start_after <= now()`;
  const { text } = await readMetrics(context, `Bearer ${TOKEN}`);
  expect(sampleOf(text, 'deskside_jobs{job="mail-notice",state="waiting"}')).toBe(1);
  expect(sampleOf(text, 'deskside_jobs{job="mail-notice",state="later"}')).toBe(1);
  const age = sampleOf(text, 'deskside_oldest_waiting_job_seconds{job="mail-notice"}');
  expect(age).toBeGreaterThan(89);
  expect(age).toBeLessThan(100);
});

test("a booking counts once however often it is sent, its calls to Google by part, and nobody's id or name is a label", async () => {
  const on = await stage();
  metrics().registry.resetMetrics();
  const booking = on.booking();
  const context = await on.context(on.ana);
  await bookSession(context, booking);
  await bookSession(context, booking);
  const { text } = await readMetrics(jobContextOn(on.db, { config }), `Bearer ${TOKEN}`);
  expect(sampleOf(text, 'deskside_bookings_total{by="requester"}')).toBe(1);
  expect(
    sampleOf(text, 'deskside_google_call_duration_seconds_count{what="freeBusy",outcome="ok"}'),
  ).toBeGreaterThan(0);
  expect(
    sampleOf(text, 'deskside_google_call_duration_seconds_count{what="oauth",outcome="ok"}'),
  ).toBeGreaterThan(0);
  expect(text).not.toMatch(/northlight|[0-9a-f]{8}-[0-9a-f]{4}/i);
});

test("a worker's port answers health and metrics and nothing else", async () => {
  const { db } = await testDatabase();
  const { port, stop } = await answerProbes(0, () => jobContextOn(db, { config }));
  onTestFinished(stop);
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  const health = await ask("/api/health");
  expect([health.status, await health.json()]).toEqual([200, { status: "alive" }]);
  expect((await ask("/api/metrics")).status).toBe(401);
  const open = await ask("/api/metrics", { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(await open.text()).toContain("process_resident_memory_bytes");
  expect((await ask("/api/health", { method: "POST" })).status).toBe(404);
  expect((await ask("/")).status).toBe(404);
});
