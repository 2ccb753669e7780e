import { describe, expect, test } from "vitest";
import { beginConsent } from "@/lib/calendar/begin-consent";
import { listMyCalendars } from "@/lib/calendar/choose-calendars";
import { getConnection } from "@/lib/calendar/get-connection";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { readMyCalendar } from "@/lib/calendar/read-my-calendar";
import { refreshBusy } from "@/lib/calendar/refresh-busy";
import { watchCalendars } from "@/lib/calendar/watch-calendars";
import { MINUTE_MS } from "@/lib/time/instant";
import { NOW } from "@/tests/support/company";
import { busyStage, mailOf, NINE } from "./busy-stage";

const { readBusy, chooseCalendars, writeEvents } = CALENDAR_SCOPES;

test("what is known of a calendar is told with when it was read, tried, and why that failed, without asking Google", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  await refreshBusy(on.jobs(), { personId: on.bo });
  on.control.fault({ path: "freeBusy", times: 2, instead: { status: 503 } });
  for (const minutes of [10, 10]) {
    on.clock.now += minutes * MINUTE_MS;
    await expect(refreshBusy(on.jobs(), { personId: on.bo })).rejects.toThrow();
  }
  const calls = on.control.calls().length;
  expect(await getConnection(await on.as(on.bo))).toMatchObject({
    state: "connected",
    readAt: NOW,
    triedAt: NOW + 20 * MINUTE_MS,
    failure: "no_answer",
    isKnown: false,
    missing: [],
    counted: 1,
    watched: 0,
  });
  expect(on.control.calls()).toHaveLength(calls);
});

test("which of the calendars that count tell us of changes", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  await watchCalendars(on.jobs(), { personId: on.bo });
  const view = async () => getConnection(await on.as(on.bo));
  expect(await view()).toMatchObject({ counted: 1, watched: 1 });
  on.clock.now += 8 * 24 * 60 * MINUTE_MS;
  expect(await view()).toMatchObject({ counted: 1, watched: 0 });
});

describe("reading now", () => {
  test("says what was found", async () => {
    const on = await busyStage();
    await on.connect("Bo");
    on.meet("Bo", NINE);
    const words = async () => (await readMyCalendar(await on.as(on.bo))).words;
    expect(await words()).toBe("Read just now: busy once in the coming five weeks.");
    on.meet("Bo", NINE + 7 * 24 * 60 * MINUTE_MS);
    expect(await words()).toBe("Read just now: busy 2 times in the coming five weeks.");
  });

  test("says why not, keeps what was known, and asks nobody where access has ended", async () => {
    const on = await busyStage();
    await on.connect("Bo");
    await refreshBusy(on.jobs(), { personId: on.bo });
    on.control.fault({ path: "freeBusy", instead: { status: 503 } });
    const reading = async () => readMyCalendar(await on.as(on.bo));
    await expect(reading()).rejects.toMatchObject({
      code: "calendar_unavailable",
      message: "Nothing new was read: Google did not answer.",
    });
    expect((await on.row(on.bo))?.readAt).toBe(NOW);
    on.control.revoke(mailOf("Bo"));
    await expect(reading()).rejects.toMatchObject({ code: "calendar_unavailable" });
    const calls = on.control.calls().length;
    await expect(reading()).rejects.toMatchObject({ code: "not_possible" });
    expect(on.control.calls()).toHaveLength(calls);
  });
});

describe("row 6: a permission is missing", () => {
  const all = [readBusy, chooseCalendars, writeEvents];

  test.each(all)("%s: it is told, asked for by itself, and the others work", async (missing) => {
    const on = await busyStage();
    const granted = all.filter((scope) => scope !== missing);
    await on.connect("Bo", granted);
    const bo = await on.as(on.bo);
    expect((await getConnection(bo)).missing).toEqual([missing]);
    const { url } = await beginConsent(bo, {});
    const asked = new URL(url).searchParams.get("scope")?.split(" ");
    expect(asked).toEqual(["openid", "email", missing]);
    expect(new URL(url).searchParams.get("include_granted_scopes")).toBe("true");

    const works = async (deed: Promise<unknown>) =>
      deed.then(
        () => true,
        () => false,
      );
    expect(await works(readMyCalendar(bo))).toBe(missing !== readBusy);
    expect(await works(listMyCalendars(bo))).toBe(missing !== chooseCalendars);
    await watchCalendars(on.jobs(), { personId: on.bo });
    expect((await getConnection(bo)).watched).toBe(missing === writeEvents ? 0 : 1);
  });

  test("where nothing is missing, or access has ended, everything is asked for", async () => {
    const on = await busyStage();
    const asked = async () => {
      const { url } = await beginConsent(await on.as(on.bo), {});
      return new URL(url).searchParams.get("scope")?.split(" ").slice(2);
    };
    expect(await asked()).toEqual(all);
    await on.connect("Bo");
    expect(await asked()).toEqual(all);
    await on.connect("Bo", [writeEvents]);
    await on.sql`update calendar_connections set state = 'reconnect'`;
    expect(await asked()).toEqual(all);
  });
});
