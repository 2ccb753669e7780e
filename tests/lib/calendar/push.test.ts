import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { chooseCalendars } from "@/lib/calendar/choose-calendars";
import { disconnectCalendar } from "@/lib/calendar/disconnect-calendar";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { unpackBusy } from "@/lib/calendar/packed-busy";
import { pollCalendars } from "@/lib/calendar/poll-calendars";
import { receivePush } from "@/lib/calendar/receive-push";
import { refreshBusy } from "@/lib/calendar/refresh-busy";
import { pushAddress, watchCalendars } from "@/lib/calendar/watch-calendars";
import type { JobContext } from "@/lib/context";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { jobContextOn, TEST_CONFIG } from "@/tests/support/company";
import { busyStage, mailOf, NINE } from "./busy-stage";

/** The stage, with somewhere for Google to tell what changed; and the jobs done until none is left. */
async function pushStage() {
  let jobs: (() => JobContext) | undefined;
  const statuses: number[] = [];
  const receiver = createServer(async (request, response) => {
    const { url, headers } = request;
    const status =
      url !== "/api/google/push" || !jobs
        ? 500
        : await receivePush(jobs(), headers).then(
            () => 204,
            (error: { code?: string }) => (error.code === "not_found" ? 404 : 500),
          );
    statuses.push(status);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void receiver.close());
  const AUTH_URL = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const on = await busyStage(["Ana", "Bo", "Cleo"], { AUTH_URL });
  jobs = on.jobs;

  const channels = () =>
    on.sql<{ id: string; calendar_id: string; resource_id: string | null; expires_at: string }[]>`
      select * from calendar_channels order by expires_at, calendar_id`;
  const work = async () => {
    for (let round = 0; round < 9; round++) {
      const waiting = (await on.queued()).filter(({ name }) => name !== "sync-sessions");
      if (waiting.length === 0) return;
      await on.sql`delete from pgboss.job where name <> 'sync-sessions'`;
      for (const { name, personId = "" } of waiting) {
        if (name === "refresh-busy") await refreshBusy(on.jobs(), { personId });
        if (name === "watch-calendars") await watchCalendars(on.jobs(), { personId });
      }
    }
  };
  return { ...on, channels, work, statuses };
}

/** Header names as a server sees them. */
const lowered = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Bo's calendar is watched; and how a push to that channel looks. */
async function watched() {
  const on = await pushStage();
  await on.connect("Bo");
  await watchCalendars(on.jobs(), { personId: on.bo });
  await on.control.pushesSettled();
  const held = on.control.holdPushes();
  on.meet("Bo", NINE);
  const [message] = held.messages;
  if (!message) throw new Error("Google told nobody.");
  return { ...on, held, headers: lowered(message.headers) };
}

describe("channels", () => {
  test("each calendar that counts has one for a week, whose secret only Google knows", async () => {
    const on = await pushStage();
    await on.connect("Bo");
    await watchCalendars(on.jobs(), { personId: on.bo });
    await watchCalendars(on.jobs(), { personId: on.bo });
    const [channel, ...others] = await on.channels();
    expect(others).toEqual([]);
    expect(channel?.calendar_id).toBe(mailOf("Bo"));
    expect(Date.parse(channel?.expires_at ?? "")).toBe(on.clock.now + 7 * DAY_MS);
    expect(on.control.calls(/events\/watch/)).toHaveLength(1);
    const held = on.control.holdPushes();
    on.meet("Bo", NINE);
    const secret = held.messages[0]?.headers["X-Goog-Channel-Token"] ?? "";
    expect(secret.length).toBeGreaterThan(40);
    const rows = await on.sql`select row_to_json(calendar_channels)::text as row from calendar_channels`;
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("is renewed in its last day, without a moment in which nobody is told, and the old one is stopped", async () => {
    const on = await pushStage();
    await on.connect("Bo");
    await watchCalendars(on.jobs(), { personId: on.bo });
    const [old] = await on.channels();
    on.clock.now += 6 * DAY_MS - MINUTE_MS;
    await pollCalendars(on.jobs());
    expect((await on.queued()).filter(({ name }) => name === "watch-calendars")).toEqual([]);
    on.clock.now += 2 * MINUTE_MS;
    await pollCalendars(on.jobs());
    await on.work();
    const [renewed, ...others] = await on.channels();
    expect(others).toEqual([]);
    expect(renewed?.id).not.toBe(old?.id);
    const calls = on.control.calls(/events\/watch|channels\/stop/).map(({ path }) => path.split("/").at(-1));
    expect(calls).toEqual(["watch", "watch", "stop"]);
    const held = on.control.holdPushes();
    on.meet("Bo", NINE);
    expect(held.messages.map(({ channelId }) => channelId)).toEqual([renewed?.id]);
  });

  test("a calendar that counts no longer is watched no longer; one that counts now is", async () => {
    const on = await pushStage();
    await on.connect("Bo");
    const { id: side } = on.control.addCalendar({ summary: "Side", owner: mailOf("Bo") });
    await chooseCalendars(await on.as(on.bo), { calendarIds: [mailOf("Bo"), side] });
    await on.work();
    expect((await on.channels()).map((one) => one.calendar_id).sort()).toEqual([mailOf("Bo"), side].sort());
    await chooseCalendars(await on.as(on.bo), { calendarIds: [side] });
    await on.work();
    expect((await on.channels()).map((one) => one.calendar_id)).toEqual([side]);
    const held = on.control.holdPushes();
    on.meet("Bo", NINE);
    expect(held.messages).toEqual([]);
  });

  test("disconnecting stops them and forgets when the person is busy", async () => {
    const on = await pushStage();
    await on.connect("Bo");
    on.meet("Bo", NINE);
    await refreshBusy(on.jobs(), { personId: on.bo });
    await watchCalendars(on.jobs(), { personId: on.bo });
    await disconnectCalendar(await on.as(on.bo));
    expect(await on.channels()).toEqual([]);
    expect(await on.row(on.bo)).toBeUndefined();
    expect(on.control.calls(/channels\/stop/).map(({ status }) => status)).toEqual([204]);
    const held = on.control.holdPushes();
    on.meet("Bo", NINE + HOUR_MS);
    expect(held.messages).toEqual([]);
  });

  test("a calendar that Google does not let us watch is tried again a day later, not each minute", async () => {
    const on = await pushStage();
    await on.connect("Bo");
    const { id: side } = on.control.addCalendar({ summary: "Holidays", owner: mailOf("Bo") });
    on.control.fault({
      path: "group\\.calendar.*events/watch",
      times: 99,
      instead: { status: 400, reason: "pushNotSupportedForRequestedResource" },
    });
    await on.sql`update calendar_connections set busy_calendar_ids = array[${mailOf("Bo")}, ${side}]`;
    const tries = () => on.control.calls(/events\/watch/).length;
    for (let minute = 0; minute < 30; minute++) {
      await pollCalendars(on.jobs());
      await on.work();
      on.clock.now += MINUTE_MS;
    }
    expect(tries()).toBe(2);
    on.clock.now += DAY_MS;
    await pollCalendars(on.jobs());
    await on.work();
    expect(tries()).toBe(3);
  });

  test("row 6: without the permission to write events nothing is watched, and nobody asks", async () => {
    const on = await pushStage();
    await on.connect("Bo", [CALENDAR_SCOPES.readBusy]);
    await pollCalendars(on.jobs());
    expect((await on.queued()).map(({ name }) => name)).not.toContain("watch-calendars");
    await watchCalendars(on.jobs(), { personId: on.bo });
    expect(on.control.calls(/watch/)).toEqual([]);
  });

  test("an answer that got lost costs nothing: the first push tells what is watched", async () => {
    const on = await pushStage();
    await on.connect("Bo");
    on.control.fault({ path: "events/watch", instead: { dropAnswer: true } });
    await expect(watchCalendars(on.jobs(), { personId: on.bo })).rejects.toMatchObject({ retryable: true });
    await watchCalendars(on.jobs(), { personId: on.bo });
    expect(await on.channels()).toHaveLength(1);
  });

  test("Google is told of an address that it can reach safely, or of none", async () => {
    const addressAt = (AUTH_URL: string) => pushAddress({ config: { ...TEST_CONFIG, AUTH_URL } });
    expect(addressAt("https://deskside.northlight.example")).toBe(
      "https://deskside.northlight.example/api/google/push",
    );
    expect(addressAt("http://localhost:3000")).toBe("http://localhost:3000/api/google/push");
    expect(addressAt("http://deskside.northlight.example")).toBeNull();
    expect(addressAt("http://127.0.0.1.evil.example")).toBeNull();
  });
});

describe("row 9: a push that is not Google's", () => {
  const wrong: [string, (headers: Record<string, string>) => Record<string, string | undefined>][] = [
    ["a wrong token", (headers) => ({ ...headers, "x-goog-channel-token": "guessed" })],
    ["no token", (headers) => ({ ...headers, "x-goog-channel-token": undefined })],
    ["another resource", (headers) => ({ ...headers, "x-goog-resource-id": "another" })],
    ["no resource", (headers) => ({ ...headers, "x-goog-resource-id": undefined })],
    ["another channel", (headers) => ({ ...headers, "x-goog-channel-id": crypto.randomUUID() })],
    ["what is no channel", (headers) => ({ ...headers, "x-goog-channel-id": "' or true --" })],
    ["nothing at all", () => ({})],
  ];

  test.each(wrong)("with %s is refused, and queues nothing", async (_, spoil) => {
    const on = await watched();
    await expect(receivePush(on.jobs(), spoil(on.headers))).rejects.toMatchObject({ code: "not_found" });
    expect(await on.queued()).toEqual([]);
    await receivePush(on.jobs(), on.headers);
    expect((await on.queued()).map(({ name }) => name)).toEqual(["refresh-busy", "sync-sessions"]);
  });

  test("with the token of a channel that was replaced, or is over, is refused", async () => {
    const on = await watched();
    const late = jobContextOn(on.db, { now: on.clock.now + 7 * DAY_MS, config: on.config });
    await expect(receivePush(late, on.headers)).rejects.toMatchObject({ code: "not_found" });
    on.held.release();
    on.clock.now += 6 * DAY_MS + HOUR_MS;
    await watchCalendars(on.jobs(), { personId: on.bo });
    await expect(receivePush(on.jobs(), on.headers)).rejects.toMatchObject({ code: "not_found" });
    expect(await on.queued()).toEqual([]);
  });
});

describe("row 10: pushes that are lost, doubled, out of order", () => {
  /** Bo meets three times, moves one and calls off another, while pushes arrive as told. */
  async function whenPushed(deliver: (on: Awaited<ReturnType<typeof watched>>) => Promise<void>) {
    const on = await watched();
    const second = on.meet("Bo", NINE + 2 * HOUR_MS);
    const third = on.meet("Bo", NINE + 4 * HOUR_MS);
    on.control.moveEvent(mailOf("Bo"), second.id, NINE + 6 * HOUR_MS, NINE + 7 * HOUR_MS);
    on.control.deleteEvent(mailOf("Bo"), third.id);
    expect(on.held.messages.length).toBeGreaterThanOrEqual(5);
    const asked = on.asked();
    await deliver(on);
    const queued = await on.queued();
    await on.work();
    const row = await on.row(on.bo);
    return { busy: unpackBusy(row?.packed ?? new Uint8Array()), queued, calls: on.asked() - asked, on };
  }

  const expected = [
    [NINE, NINE + HOUR_MS],
    [NINE + 6 * HOUR_MS, NINE + 7 * HOUR_MS],
  ];

  test("shuffled and five times each: one reading, one look at the sessions, the same final state", async () => {
    const { busy, queued, calls, on } = await whenPushed(async ({ held }) => {
      const often = Array.from({ length: 5 }, () => held.messages).flat();
      for (const message of often.toSorted(() => Math.random() - 0.5)) await held.deliver(message);
    });
    expect(busy).toEqual(expected);
    expect(queued).toEqual([
      { name: "refresh-busy", personId: on.bo },
      { name: "sync-sessions", personId: on.bo },
    ]);
    expect(calls).toBe(1);
    expect(new Set(on.statuses)).toEqual(new Set([204]));
  });

  test("never: the poll finds out within ten minutes", async () => {
    const { busy } = await whenPushed(async (on) => {
      await refreshBusy(on.jobs(), { personId: on.bo });
      on.control.addEvent(mailOf("Bo"), {
        summary: "x",
        start: { date: "2027-03-10" },
        end: { date: "2027-03-11" },
      });
      on.clock.now += 10 * MINUTE_MS;
      await pollCalendars(on.jobs());
    });
    expect(busy).toEqual([
      ...expected,
      [Date.parse("2027-03-10T00:00+01:00"), Date.parse("2027-03-11T00:00+01:00")],
    ]);
  });

  test("while a reading is under way: another one follows it", async () => {
    const on = await watched();
    await receivePush(on.jobs(), on.headers);
    await on.sql`update pgboss.job set state = 'active' where name = 'refresh-busy'`;
    await receivePush(on.jobs(), on.headers);
    await receivePush(on.jobs(), on.headers);
    expect((await on.queued()).filter(({ name }) => name === "refresh-busy")).toHaveLength(1);
  });
});
