import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { calendarConnections } from "@/db/schema/calendar";
import { cachedBusyOf } from "@/lib/calendar/cached-busy";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { pollCalendars } from "@/lib/calendar/poll-calendars";
import { refreshBusy, refreshColleagues } from "@/lib/calendar/refresh-busy";
import { purgeOld } from "@/lib/people/purge-old";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { NOW } from "@/tests/support/company";
import { busyStage, mailOf, NINE, WEEK } from "./busy-stage";

const atNine = [[NINE, NINE + HOUR_MS]];
type On = Awaited<ReturnType<typeof busyStage>>;
const timesOf = async (on: On, id: string) => (await cachedBusyOf(on.jobs(), [id], WEEK)).get(id);

test("a refresh reads the calendars that count with the person's own permission, five weeks ahead", async () => {
  const on = await busyStage();
  await on.connect("Ana");
  await on.connect("Bo");
  on.meet("Bo", NINE);
  await refreshBusy(on.jobs(), { personId: on.bo });
  expect(await timesOf(on, on.bo)).toEqual({ known: true, busy: atNine, readAt: NOW });
  expect(await on.row(on.bo)).toMatchObject({ toAt: NOW + 35 * DAY_MS, triedAt: NOW, failure: null });
  expect(on.askers()).toEqual([mailOf("Bo")]);
});

test("a try that fails keeps what was known, says why and when, and is thrown on where another may help", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  on.meet("Bo", NINE);
  await refreshBusy(on.jobs(), { personId: on.bo });
  const before = await on.row(on.bo);
  on.control.fault({
    path: "freeBusy",
    instead: { status: 403, reason: "rateLimitExceeded", retryAfter: "40" },
  });
  on.clock.now += 10 * MINUTE_MS;
  await expect(refreshBusy(on.jobs(), { personId: on.bo })).rejects.toMatchObject({
    kind: "rate_limited",
    retryAfterMs: 40_000,
  });
  expect(await on.row(on.bo)).toEqual({ ...before, triedAt: on.clock.now, failure: "no_answer" });
  expect(await timesOf(on, on.bo)).toEqual({ known: true, busy: atNine, readAt: NOW });
  on.clock.now += MINUTE_MS;
  await refreshBusy(on.jobs(), { personId: on.bo });
  expect(await on.row(on.bo)).toMatchObject({ readAt: on.clock.now, failure: null });
});

test("an answer to an older question never replaces one to a newer", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  on.clock.now = Date.now() - 2 * MINUTE_MS;
  const slow = on.jobs();
  on.clock.now += MINUTE_MS;
  await refreshBusy(on.jobs(), { personId: on.bo });
  const after = await on.row(on.bo);
  on.meet("Bo", NINE);
  await refreshBusy(slow, { personId: on.bo });
  expect(await on.row(on.bo)).toEqual(after);
});

test("row 17: what a process whose clock runs ahead kept is replaced by the next answer", async () => {
  const on = await busyStage();
  await on.connect("Bo");
  on.clock.now = Date.now() + 10 * MINUTE_MS;
  await refreshBusy(on.jobs(), { personId: on.bo });
  on.clock.now = Date.now();
  await refreshBusy(on.jobs(), { personId: on.bo });
  expect((await on.row(on.bo))?.readAt).toBe(on.clock.now);
});

describe("row 5: a permission that was taken back", () => {
  test("is asked about once, whoever asks how often; its owner is told once, and is not offered as free", async () => {
    const on = await busyStage();
    await on.connect("Bo");
    on.meet("Bo", NINE);
    await refreshBusy(on.jobs(), { personId: on.bo });
    on.control.revoke(mailOf("Bo"));
    const before = on.control.calls().length;
    await Promise.all(Array.from({ length: 4 }, () => refreshBusy(on.jobs(), { personId: on.bo })));
    for (let minutes = 0; minutes < 60; minutes++) {
      on.clock.now += MINUTE_MS;
      await pollCalendars(on.jobs());
      for (const { name, personId } of await on.queued())
        if (name === "refresh-busy" && personId) await refreshBusy(on.jobs(), { personId });
    }
    const since = on.control.calls().slice(before);
    // Four readings at once found out together: a refused reading, a refused token.
    expect(since.filter(({ path }) => /token/.test(path))).toHaveLength(1);
    expect(since.filter(({ at }) => at > NOW)).toEqual([]);
    expect(await on.connection(on.bo)).toMatchObject({ state: "reconnect" });
    expect(await on.sql`select person_id, kind from notices`).toEqual([
      { person_id: on.bo, kind: "reconnect" },
    ]);
    expect(await timesOf(on, on.bo)).toEqual({ known: false, reason: "reconnect", readAt: NOW });
  });

  test("says nothing of the one given since", async () => {
    const on = await busyStage();
    await on.connect("Bo");
    on.control.fault({ path: "token", instead: { delayMs: 300 } });
    on.control.revoke(mailOf("Bo"));
    const reading = refreshBusy(on.jobs(), { personId: on.bo });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await on.connect("Bo");
    await reading;
    expect(await on.connection(on.bo)).toMatchObject({ state: "connected" });
  });

  test("of a colleague who is asked about others is noted, and another one is taken", async () => {
    const on = await busyStage(["Ana", "Bo", "Cleo", "Dag"]);
    for (const name of ["Ana", "Cleo", "Dag"]) await on.connect(name);
    on.meet("Bo", NINE);
    on.control.revoke(mailOf("Ana"));
    on.control.revoke(mailOf("Cleo"));
    await refreshColleagues(on.jobs(), { personIds: [on.bo] });
    expect(await timesOf(on, on.bo)).toMatchObject({ known: true, busy: atNine });
    const tokens = on.control.calls(/token/).length;
    on.clock.now += MINUTE_MS;
    await refreshColleagues(on.jobs(), { personIds: [on.bo] });
    expect(on.control.calls(/token/).length - tokens).toBeLessThanOrEqual(2);
    expect(on.askers().at(-1)).toBe(mailOf("Dag"));
  });
});

describe("row 8: an answer of 200 with an error inside", () => {
  test("for one of the calendars that count makes the person unknown, not free", async () => {
    const on = await busyStage();
    await on.connect("Bo");
    await on.db
      .update(calendarConnections)
      .set({ busyCalendarIds: [mailOf("Bo"), "gone@northlight.example"] })
      .where(eq(calendarConnections.personId, on.bo));
    await refreshBusy(on.jobs(), { personId: on.bo });
    expect(await timesOf(on, on.bo)).toEqual({ known: false, reason: "not_visible", readAt: null });
  });

  test("for a colleague who never connected is what it was: never connected", async () => {
    const on = await busyStage();
    await on.connect("Ana");
    on.control.setVisibility(mailOf("Bo"), false);
    await refreshColleagues(on.jobs(), { personIds: [on.bo, on.cleo] });
    expect(await timesOf(on, on.bo)).toEqual({ known: false, reason: "never_connected", readAt: null });
    expect(await timesOf(on, on.cleo)).toMatchObject({ known: true });
  });
});

describe("row 6: reading busy times was not granted", () => {
  const others = [CALENDAR_SCOPES.chooseCalendars, CALENDAR_SCOPES.writeEvents];

  test("a colleague's permission tells, where the company shares; else the reason is that it was not allowed", async () => {
    const on = await busyStage();
    await on.connect("Bo", others);
    await on.connect("Ana");
    await refreshBusy(on.jobs(), { personId: on.bo });
    expect(await timesOf(on, on.bo)).toMatchObject({ known: true });
    expect(on.askers()).toEqual([mailOf("Ana")]);
    on.control.setVisibility(mailOf("Bo"), false);
    await refreshBusy(on.jobs(), { personId: on.bo });
    expect(await timesOf(on, on.bo)).toMatchObject({ known: false, reason: "not_allowed" });
  });

  test("a scope that Google misses is missing from then on, and is not tried again", async () => {
    const on = await busyStage();
    await on.connect("Bo", others);
    await on.sql`update calendar_connections set scopes = array_append(scopes, ${CALENDAR_SCOPES.readBusy})`;
    await refreshBusy(on.jobs(), { personId: on.bo });
    expect(await timesOf(on, on.bo)).toMatchObject({ known: false, reason: "not_allowed" });
    expect((await on.connection(on.bo))?.scopes).toEqual(others);
    const asked = on.asked();
    await refreshBusy(on.jobs(), { personId: on.bo });
    expect(on.asked()).toBe(asked);
  });
});

describe("people who never connected", () => {
  test("are read 50 a call, each call through another colleague", async () => {
    const many = Array.from({ length: 60 }, (_, k) => `Person${k}`);
    const on = await busyStage(["Ana", "Bo", "Cleo", ...many]);
    for (const name of ["Ana", "Bo", "Cleo"]) await on.connect(name);
    for (let turn = 0; turn < 3; turn++) {
      on.clock.now += MINUTE_MS;
      await refreshColleagues(on.jobs(), { personIds: many.slice(0, 50).map(on.idOf) });
    }
    expect(on.asked()).toBe(3);
    expect(new Set(on.askers()).size).toBe(3);
    expect(await timesOf(on, on.idOf("Person0"))).toMatchObject({ known: true });
  });

  test("are not asked about by people of another domain", async () => {
    const on = await busyStage();
    await on.connect("Ana");
    await on.sql`update people set email = 'bo@elsewhere.example' where id = ${on.bo}`;
    await refreshColleagues(on.jobs(), { personIds: [on.bo] });
    expect(on.asked()).toBe(0);
    expect(await timesOf(on, on.bo)).toEqual({ known: false, reason: "never_connected", readAt: null });
  });
});

describe("the poll", () => {
  test("spreads people over ten minutes: each once, a tenth a minute", async () => {
    const many = Array.from({ length: 300 }, (_, k) => `Person${k}`);
    const on = await busyStage(many);
    await on.sql`insert into calendar_connections
        (person_id, email, refresh_token_sealed, scopes, busy_calendar_ids, connected_at)
      select id, email, 'v1.x', array[${CALENDAR_SCOPES.readBusy}], array[email], now() from people`;
    const perMinute: string[][] = [];
    for (let minute = 0; minute < 20; minute++) {
      await pollCalendars(on.jobs());
      const ids = (await on.queued()).map(({ personId }) => personId ?? "");
      perMinute.push(ids);
      await on.sql`delete from pgboss.job`;
      for (const id of ids)
        await on.sql`insert into busy (person_id, from_at, to_at, packed, tried_at, read_at)
          select ${id}, t, t, '', t, t from (select ${new Date(on.clock.now).toISOString()}::timestamptz) at(t)
          on conflict (person_id) do update set tried_at = excluded.tried_at`;
      on.clock.now += MINUTE_MS;
    }
    expect(perMinute.map((ids) => ids.length)).toEqual(Array.from({ length: 20 }, () => 30));
    expect(new Set(perMinute.slice(0, 10).flat()).size).toBe(300);
    expect(new Set(perMinute.slice(10).flat()).size).toBe(300);
  });

  test("queues who never connected together, and nobody who has left or has to reconnect", async () => {
    const on = await busyStage(["Ana", "Bo", "Cleo", "Dag", "Eve"]);
    for (const name of ["Ana", "Dag", "Eve"]) await on.connect(name);
    await on.sql`update calendar_connections set state = 'reconnect' where email = ${mailOf("Dag")}`;
    await on.sql`update people set deactivated_at = now() where name = 'Eve'`;
    await pollCalendars(on.jobs());
    await pollCalendars(on.jobs());
    const both = [on.bo, on.cleo].sort();
    expect((await on.queued()).filter(({ name }) => name.startsWith("refresh"))).toEqual([
      { name: "refresh-busy", personId: on.ana },
      { name: "refresh-colleagues", personIds: both },
    ]);
  });

  test("drops busy times older than a day; when they were read stays known", async () => {
    const on = await busyStage();
    await on.connect("Bo");
    on.meet("Bo", NINE);
    await refreshBusy(on.jobs(), { personId: on.bo });
    on.clock.now += DAY_MS;
    await on.sql`update busy set from_at = now() - interval '25 hours'`;
    await purgeOld(on.jobs());
    const row = await on.row(on.bo);
    expect(row?.readAt).toBe(NOW);
    expect(row?.packed.byteLength).toBe(0);
    expect(await timesOf(on, on.bo)).toMatchObject({ known: false, reason: "not_read", readAt: NOW });
  });
});
