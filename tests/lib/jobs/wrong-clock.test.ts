import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { googleApp } from "@/lib/calendar/connection";
import { listCalendars } from "@/lib/calendar/google-calendars";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { mailOf, type Stage, stage } from "@/tests/lib/sessions/stage";
import { Killable } from "./killable";
import { workerEnvironment } from "./own-worker";

const OFF_MS = 10 * MINUTE_MS;
/** A job is taken over when its worker was silent for 20 s, and workers look every 10. */
const LOOKED_AT_MS = 12_000;

/** A process whose clock is off. */
function off(file: string, offMs: number, env: Record<string, string | undefined>): Killable {
  const process = new Killable(file, { ...env, CLOCK_OFF_MS: String(offMs) }, [
    "./tests/support/wrong-clock-in-process.ts",
  ]);
  onTestFinished(async () => void (await process.end()));
  return process;
}

const booking = ({ request, bo }: Stage, start: number) => ({
  ...{ requestId: request.id, partnerIds: [bo], start },
  ...{ key: randomUUID(), askAnyway: true },
});

/** The next multiple of five minutes from now on. */
const soon = () => Math.ceil(Date.now() / (5 * MINUTE_MS)) * 5 * MINUTE_MS;

test.each([OFF_MS, -OFF_MS])(
  "a process whose clock is off by %i ms books no past time, and every future one",
  async (offMs) => {
    const on = await stage({ connect: [] });
    const acting = off("tests/lib/jobs/act-in-process.ts", offMs, { ACT_DATABASE: on.url });
    const book = (start: number) => acting.ask({ actor: on.ana, deed: "book", input: booking(on, start) });
    expect(await book(soon() - 10 * MINUTE_MS)).toMatchObject({ refused: "invalid" });
    expect(await book(soon() + 5 * MINUTE_MS)).toHaveProperty("done");
  },
  60_000,
);

test("workers whose clocks are off either way lose no lease to each other", async () => {
  const on = await stage();
  on.control.fault({ method: "POST", path: "/events$", times: 4, instead: { delayMs: 7_000 } });
  const env = { ...workerEnvironment(on.url, on.google.baseUrl), LOG_LEVEL: "info" };
  const workers = [OFF_MS, -OFF_MS].map((offMs) => off("lib/jobs/run-worker.ts", offMs, env));
  await Promise.all(workers.map(({ isUp }) => isUp));
  const { bookSession } = await import("@/lib/sessions/book-session");
  const askers = [on.ana, on.cleo];
  for (let i = 0; i < 4; i++) {
    const { id } = await on.another(askers[i % 2]);
    const start = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * DAY_MS + i * HOUR_MS;
    await bookSession(await on.context(askers[i % 2] as string), on.booking({ requestId: id, start }));
  }
  await sleep(LOOKED_AT_MS);
  for (;;) {
    const jobs = await on.sql<{ state: string; retries: number }[]>`
      select state::text, retry_count as retries from pgboss.job where name = 'send-invite'`;
    expect(jobs.map(({ retries }) => retries)).toEqual([0, 0, 0, 0]);
    if (jobs.every(({ state }) => state === "completed")) break;
    await sleep(200);
  }
  expect(on.control.calls(/\/events$/).filter(({ method }) => method === "POST")).toHaveLength(4);
}, 90_000);

test("an access token is renewed a minute before its end, not earlier", async () => {
  const on = await stage();
  const { refreshToken } = on.control.grant(mailOf("Ana"), Object.values(CALENDAR_SCOPES));
  const access = { app: googleApp(on.jobs()), refreshToken };
  const renewals = () => on.control.calls(/\/token$/).length;
  const real = Date.now;
  let laterMs = 0;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => real() + laterMs);
  onTestFinished(() => clock.mockRestore());
  const ask = () => listCalendars(access);
  await ask();
  expect(renewals()).toBe(1);
  laterMs = HOUR_MS - 2 * MINUTE_MS;
  await ask();
  expect(renewals()).toBe(1);
  laterMs = HOUR_MS - MINUTE_MS + 1_000;
  await ask();
  expect(renewals()).toBe(2);
});
