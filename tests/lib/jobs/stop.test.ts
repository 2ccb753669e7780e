import { expect, test, vi } from "vitest";
import { bookSession } from "@/lib/sessions/book-session";
import { stage } from "@/tests/lib/sessions/stage";
import { Killable } from "./killable";
import { workerEnvironment } from "./own-worker";

test("a worker that is asked to stop lets its job finish, takes no other and ends with code 0", async () => {
  const on = await stage();
  on.control.fault({ method: "POST", path: "/events$", instead: { delayMs: 3_000 } });
  const env = { ...workerEnvironment(on.url, on.google.baseUrl), LOG_LEVEL: "info" };
  const worker = new Killable("lib/jobs/run-worker.ts", env);
  await worker.isUp;
  await bookSession(await on.context(on.ana), on.booking({ askAnyway: true }));
  const inserts = () => on.control.calls(/\/events$/).filter(({ method }) => method === "POST").length;
  await vi.waitFor(() => expect(inserts()).toBe(1), { timeout: 10_000 });
  const ended = worker.end();
  const { id } = await on.another(on.cleo);
  await bookSession(
    await on.context(on.cleo),
    on.booking({ requestId: id, start: on.booking().start + 7_200_000, askAnyway: true }),
  );
  expect(await ended).toBe(0);
  const jobs = await on.sql<{ state: string; retries: number }[]>`
    select state::text, retry_count as retries from pgboss.job where name = 'send-invite' order by created_on`;
  expect(jobs).toEqual([
    { state: "completed", retries: 0 },
    { state: "created", retries: 0 },
  ]);
  expect(inserts()).toBe(1);
}, 60_000);
