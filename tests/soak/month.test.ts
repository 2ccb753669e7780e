import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { dateIn, startOfDay, weekdayOf } from "@/lib/time/zone";
import { Chance } from "./chance";
import { disagreements } from "./compare";
import { type Company, monthCompany } from "./month-company";
import { type Kind, type Outcome, operate } from "./month-operations";

const PEOPLE = 200;
const DAYS = 30;
const STEP_MS = 2 * HOUR_MS;
/** In each step, of operations at once. */
const WAVES = 2;
const WAVE = 28;
/** A worker dies in the middle of every so many of those waves. */
const WAVES_A_KILL = 20;
const WORKDAY_MS = 9 * HOUR_MS;
/** A Monday, three weeks before the clocks change. */
const START = Date.parse("2027-03-08T00:00+01:00");

test("a month of a company in which everything goes wrong leaves calendars and sessions agreed", {
  timeout: 30 * MINUTE_MS,
}, async () => {
  const chance = new Chance(20_270_308);
  const company = await monthCompany({ people: PEOPLE, start: START });
  const { clock, google } = company;
  for (const member of company.members) if (member.connects) await company.reconnect(member);
  company.startWorker();
  company.startWorker();

  const counts = new Map<Kind, Record<Outcome, number>>();
  let [waves, kills, faults] = [0, 0, 0];
  for (let day = 0; day < DAYS; day++) {
    const morning =
      startOfDay(dateIn(START + day * DAY_MS + 12 * HOUR_MS, "Europe/Berlin"), "Europe/Berlin") + 8 * HOUR_MS;
    if (weekdayOf(dateIn(morning, "Europe/Berlin")) > 5) continue;
    for (let at = morning; at < morning + WORKDAY_MS; at += STEP_MS) {
      await clock.set(at);
      faults += disturb(google, chance);
      // Of the pushes some are lost, some come twice, and they overtake each other.
      google.push({ lose: chance.below(5), copies: 1 + (day % 2), jitterMs: 200 });
      await company.poll();
      for (let wave = 0; wave < WAVES; wave++) {
        const outcomes = Promise.all(Array.from({ length: WAVE }, () => operate(company, chance)));
        if (++waves % WAVES_A_KILL === 0) {
          kills += 1;
          company.killWorker();
        }
        for (const { kind, outcome } of await outcomes) {
          const count = counts.get(kind) ?? { done: 0, refused: 0, "nothing to do": 0 };
          count[outcome] += 1;
          counts.set(kind, count);
        }
      }
      await company.settled(600);
      if (chance.next() < 0.2) await company.supervise();
    }
  }

  // Quiet again: who was shut out comes back, and the slow poll sees what no push told.
  google.clearFaults();
  for (const member of await company.shutOut()) await company.reconnect(member);
  for (let turn = 0; turn < 7; turn++) {
    await clock.set(clock.now() + 11 * MINUTE_MS);
    await company.supervise();
    await company.poll();
    await company.settled(60_000, { all: true });
  }

  console.info(
    reportOf(counts, { pushes: company.pushes(), "workers killed": kills, "faults of Google": faults }),
  );
  expect(await disagreements(company)).toEqual([]);
  const done = [...counts.values()].reduce((sum, count) => sum + count.done, 0);
  expect(done).toBeGreaterThanOrEqual(5_000);
  expect(kills).toBeGreaterThan(10);
});

/** Google has bad minutes: the next calls fail, are told to wait, hang up, or are carried out and not answered. */
function disturb(google: Company["google"], chance: Chance): number {
  if (chance.next() > 0.2) return 0;
  const path = chance.pick(["/events", "/freeBusy", "/token"]) ?? "";
  const times = 1 + chance.below(3);
  const instead = chance.pick([
    { status: 503 },
    { status: 403, reason: "rateLimitExceeded" },
    { status: 429, retryAfter: "30" },
    { dropAnswer: true as const },
    { hangUp: true as const },
  ]);
  if (instead) google.fault({ path, times, instead });
  return times;
}

function reportOf(counts: ReadonlyMap<Kind, Record<Outcome, number>>, more: Record<string, number>): string {
  const kinds = [...counts].toSorted(([a], [b]) => a.localeCompare(b));
  const lines = kinds.map(
    ([kind, { done, refused }]) => `  ${kind.padEnd(22)} ${done} done, ${refused} refused`,
  );
  const others = Object.entries(more).map(([what, n]) => `  ${what.padEnd(22)} ${n}`);
  return ["a month:", ...lines, ...others].join("\n");
}
