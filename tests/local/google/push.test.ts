import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { deleteEvent, getEvent, patchEvent } from "@/lib/calendar/google-events";
import { DAY_MS } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import {
  ALL_SCOPES,
  ANA,
  BO,
  CLIENT,
  CLOCK,
  googleUnderTest,
  insert,
  isRealGoogle,
  refusal,
  type TestPerson,
  testPerson,
  tuesday,
} from "./google-under-test";
import { pushReceiver } from "./push-receiver";

// The real Google reaches no receiver on this machine: what arrives is only seen with the local one.
const localTest = test.skipIf(isRealGoogle);
const ELSEWHERE = process.env.CONTRACT_GOOGLE_PUSH_ADDRESS ?? "https://deskside.example/pushed";
const channelTest = test.skipIf(isRealGoogle && !process.env.CONTRACT_GOOGLE_PUSH_ADDRESS);

type Wish = { id?: string; address: string; token?: string; expiration?: string; params?: { ttl: string } };

async function watch({ api }: TestPerson, wish: Wish, calendarId = "primary") {
  const requestBody = { id: randomUUID(), type: "web_hook", ...wish };
  const { data } = await api.events.watch({ calendarId, requestBody });
  return data as { id: string; resourceId: string; resourceUri: string; expiration: string };
}

const stop = ({ api }: TestPerson, { id, resourceId }: { id: string; resourceId: string }) =>
  api.channels.stop({ requestBody: { id, resourceId } });

// https://developers.google.com/workspace/calendar/api/guides/push#understanding-the-notification-message-format
localTest("a channel first says that it works, and then that something changed, without a body", async () => {
  const { ana, control } = await googleUnderTest();
  const { address, received } = await pushReceiver();
  const channel = await watch(ana, { address, token: "a secret" });
  await control.pushesSettled();
  await insert(ana, tuesday());
  await control.pushesSettled();

  expect(received.map(({ state, number, body }) => [state, number, body])).toEqual([
    ["sync", 1, ""],
    ["exists", 2, ""],
  ]);
  for (const { headers } of received) {
    expect(headers).toMatchObject({
      "x-goog-channel-id": channel.id,
      "x-goog-channel-token": "a secret",
      "x-goog-channel-expiration": new Date(Number(channel.expiration)).toUTCString(),
      "x-goog-resource-id": channel.resourceId,
      "x-goog-resource-uri": channel.resourceUri,
      "content-length": "0",
    });
  }
});

// https://developers.google.com/workspace/calendar/api/v3/reference/events/watch
localTest("each change is told once, on the guest's calendar too, also when it vanishes there", async () => {
  const { ana, bo, control } = await googleUnderTest();
  const { address, received } = await pushReceiver();
  const channels = { ana: await watch(ana, { address }), bo: await watch(bo, { address }) };
  expect(channels.ana.resourceId).not.toBe(channels.bo.resourceId);
  await control.pushesSettled();
  const told = async (change: () => Promise<unknown>) => {
    received.length = 0;
    await change();
    await control.pushesSettled();
    return ["ana", "bo"].flatMap((name) =>
      received.filter(({ channel }) => channel === channels[name as "ana"].id).map(() => name),
    );
  };

  let id = "";
  const invite = { attendees: [{ email: BO.email }] };
  const invited = async () => {
    id = (await insert(ana, tuesday(invite))).id;
  };
  const answer = {
    calendarId: "primary",
    requestBody: { attendees: [{ email: BO.email, responseStatus: "accepted" }] },
  };
  const start = Date.parse("2027-03-24T09:00:00Z");
  expect(await told(invited)).toEqual(["ana", "bo"]);
  expect(await told(() => bo.api.events.patch({ ...answer, eventId: id }))).toEqual(["ana", "bo"]);
  expect(
    await told(() => patchEvent(ana.access, id, { start, end: start + 60_000, zone: ANA.zone })),
  ).toEqual(["ana", "bo"]);
  expect(await told(() => getEvent(ana.access, id))).toEqual([]);
  expect(await told(() => patchEvent(ana.access, id, { attendees: [] }))).toEqual(["ana", "bo"]);
  expect(await told(() => patchEvent(ana.access, id, { summary: "Without Bo" }))).toEqual(["ana"]);
  expect(await told(() => deleteEvent(ana.access, id))).toEqual(["ana"]);
  expect(await told(async () => control.addEvent(BO.email, { ...tuesday() }))).toEqual(["bo"]);
});

localTest("what people do by hand is told like what a client does", async () => {
  const { bo, control } = await googleUnderTest();
  const { address, received } = await pushReceiver();
  await watch(bo, { address });
  const { id } = control.addEvent(ANA.email, { ...tuesday(), attendees: [{ email: BO.email }] });
  control.respond(BO.email, id, "declined");
  control.moveEvent(ANA.email, id, Date.parse(CLOCK), Date.parse(CLOCK) + 60_000);
  control.patchEvent(ANA.email, id, { summary: "Other words" });
  control.deleteEvent(ANA.email, id);
  await control.pushesSettled();
  expect(received.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
});

// https://developers.google.com/workspace/calendar/api/guides/push#required-properties
localTest("the same calendar has the same resource id, whoever watches it", async () => {
  const { app, ana, control } = await googleUnderTest();
  const { address } = await pushReceiver();
  control.addCalendar({ id: "team", summary: "Team", owner: ANA.email, readers: [BO.email] });
  const scopes = ["https://www.googleapis.com/auth/calendar.events.readonly"];
  const bo = await testPerson(app, BO.email, control.grant(BO.email, scopes).refreshToken);
  const first = await watch(ana, { address }, "team");
  const second = await watch(bo, { address }, "team");
  expect([first.id === second.id, first.resourceId === second.resourceId]).toEqual([false, true]);
  expect((await watch(ana, { address })).resourceId).toBe(
    (await watch(ana, { address }, ANA.email)).resourceId,
  );
});

// https://developers.google.com/workspace/calendar/api/v3/reference/events/watch (Authorization)
localTest.each([
  ["calendar.events.owned", true],
  ["calendar.events.freebusy", true],
  ["calendar.events", true],
  ["calendar.freebusy", false],
  ["calendar.calendarlist.readonly", false],
])("with %s alone, watching one's own events is allowed: %s", async (scope, allowed) => {
  const { app, control } = await googleUnderTest();
  control.revoke(ANA.email);
  const scopes = [`https://www.googleapis.com/auth/${scope}`];
  const ana = await testPerson(app, ANA.email, control.grant(ANA.email, scopes).refreshToken);
  const { address } = await pushReceiver();
  const call = watch(ana, { address });
  if (allowed) expect(await call).toMatchObject({ kind: "api#channel" });
  else expect(await refusal(call)).toEqual({ status: 403, reason: "insufficientPermissions" });
});

// https://developers.google.com/workspace/calendar/api/guides/errors, and the guide to push
test("a wish that Google refuses", async () => {
  const { ana } = await googleUnderTest();
  const address = "https://deskside.example/pushed";
  expect(await refusal(watch(ana, { address: "http://deskside.example/pushed" }))).toEqual({
    status: 400,
    reason: "push.webhookUrlNotHttps",
  });
  expect(await refusal(watch(ana, { address, id: "" }))).toMatchObject({ status: 400 });
  expect(await refusal(watch(ana, { address, id: "not an id" }))).toMatchObject({ status: 400 });
  expect(await refusal(watch(ana, { address, id: "x".repeat(65) }))).toMatchObject({ status: 400 });
  expect(await refusal(watch(ana, { address }, "nobody@nowhere.example"))).toMatchObject({ status: 404 });
});

// https://developers.google.com/workspace/calendar/api/v3/reference/channels/stop
channelTest("an id names one channel, which its maker stops once, by id and resource id", async () => {
  const { ana, bo } = await googleUnderTest();
  const wish = { address: ELSEWHERE, id: randomUUID(), token: "a secret" };
  const channel = await watch(ana, wish);
  expect(channel).toMatchObject({ kind: "api#channel", id: wish.id, token: wish.token });
  expect(await refusal(watch(bo, wish))).toEqual({ status: 400, reason: "channelIdNotUnique" });
  expect(await refusal(stop(bo, channel))).toEqual({ status: 404, reason: "notFound" });
  expect(await refusal(stop(ana, { ...channel, resourceId: "other" }))).toEqual({
    status: 404,
    reason: "notFound",
  });
  expect((await stop(ana, channel)).status).toBe(204);
  expect(await refusal(stop(ana, channel))).toEqual({ status: 404, reason: "notFound" });
});

// https://developers.google.com/workspace/calendar/api/guides/push#stop-notifications
localTest("a stopped channel is silent", async () => {
  const { ana, control } = await googleUnderTest();
  const { address, received } = await pushReceiver();
  await stop(ana, await watch(ana, { address }));
  await insert(ana, tuesday());
  await control.pushesSettled();
  expect(received.map(({ state }) => state)).toEqual(["sync"]);
});

// https://developers.google.com/workspace/calendar/api/v3/reference/events/watch (params.ttl) and the guide (expiration)
localTest("a channel lives seven days, or as asked, at most a month; an ended one is silent", async () => {
  const { ana, control } = await googleUnderTest();
  const { address, received } = await pushReceiver();
  const now = Date.parse(CLOCK);
  const life = async (wish: Partial<Wish>) =>
    Number((await watch(ana, { address, ...wish })).expiration) - now;
  expect(await life({})).toBe(7 * DAY_MS);
  expect(await life({ params: { ttl: "3600" } })).toBe(3_600_000);
  expect(await life({ expiration: String(now + 60_000) })).toBe(60_000);
  expect(await life({ expiration: String(now + 90 * DAY_MS) })).toBe(30 * DAY_MS);
  expect(await refusal(watch(ana, { address, expiration: String(now - 1) }))).toMatchObject({ status: 400 });
  await control.pushesSettled();
  received.length = 0;

  control.advance(7 * DAY_MS);
  expect(control.channels()).toHaveLength(1);
  control.addEvent(ANA.email, { ...tuesday() });
  await control.pushesSettled();
  expect(received).toHaveLength(1);
});

// https://developers.google.com/workspace/calendar/api/guides/push#responding-to-notifications
localTest("a receiver that is out of order is tried again, one that refuses is not", async () => {
  const { ana, bo, control } = await googleUnderTest();
  const weak = await pushReceiver([503, 500]);
  const strict = await pushReceiver([404]);
  await watch(ana, { address: weak.address });
  await watch(bo, { address: strict.address });
  await control.pushesSettled();
  expect(weak.received.map(({ state, number }) => [state, number])).toEqual([
    ["sync", 1],
    ["sync", 1],
    ["sync", 1],
  ]);
  expect(strict.received).toHaveLength(1);
});

localTest("a receiver that never answers holds nobody up, and nothing leaves this machine", async () => {
  const { ana, control } = await googleUnderTest();
  const { id } = await watch(ana, { address: "http://127.0.0.1:9/pushed" });
  await watch(ana, { address: "https://deskside.example/pushed" });
  await control.pushesSettled();
  expect(control.pushes()).toEqual([{ at: Date.parse(CLOCK), channelId: id, number: 1, state: "sync" }]);
});

localTest("pushes are lost, doubled and late on demand", async () => {
  const { ana, control } = await googleUnderTest();
  const { address, received } = await pushReceiver();
  await watch(ana, { address });
  await control.pushesSettled();
  received.length = 0;
  const change = async () => {
    control.addEvent(ANA.email, { ...tuesday() });
    await control.pushesSettled();
    return received.splice(0).map(({ number }) => number);
  };
  control.push({ lose: 1 });
  expect([await change(), await change()]).toEqual([[], [3]]);
  control.push({ copies: 2 });
  expect(await change()).toEqual([4, 4]);
  control.push({ lose: "all" });
  expect([await change(), await change()]).toEqual([[], []]);
  control.push({ delayMs: 60 });
  const before = performance.now();
  expect(await change()).toEqual([7]);
  expect(performance.now() - before).toBeGreaterThanOrEqual(55);
});

localTest("pushes are held for whoever wants to deliver them in another order", async () => {
  const { ana, control } = await googleUnderTest();
  const { address, received } = await pushReceiver();
  const held = control.holdPushes();
  await watch(ana, { address });
  control.addEvent(ANA.email, { ...tuesday() });
  control.addEvent(ANA.email, { ...tuesday() });
  expect(held.messages.map(({ state }) => state)).toEqual(["sync", "exists", "exists"]);
  expect(received).toEqual([]);
  for (const index of [2, 1, 2]) {
    const message = held.messages[index];
    if (message) expect(await held.deliver(message)).toBe(200);
  }
  held.release();
  control.addEvent(ANA.email, { ...tuesday() });
  await control.pushesSettled();
  expect(received.map(({ number }) => number)).toEqual([3, 2, 3, 4]);
});

localTest("channels survive a restart, and count on", async () => {
  const stateFile = join(await mkdtemp(join(tmpdir(), "google-")), "state.json");
  const start = () => startLocalGoogle({ ...CLIENT, stateFile, now: () => Date.parse(CLOCK) });
  const { address, received } = await pushReceiver();
  const first = await start();
  first.control.addPeople([ANA]);
  const token = first.control.grant(ANA.email, ALL_SCOPES).refreshToken;
  const ana = await testPerson({ ...CLIENT, baseUrl: first.baseUrl }, ANA.email, token);
  const { id } = await watch(ana, { address });
  await first.control.pushesSettled();
  await first.close();

  const second = await start();
  onTestFinished(() => second.close());
  expect(second.control.channels()).toMatchObject([{ id, email: ANA.email }]);
  second.control.addEvent(ANA.email, { ...tuesday() });
  await second.control.pushesSettled();
  expect(received.map(({ state, number }) => [state, number])).toEqual([
    ["sync", 1],
    ["exists", 2],
  ]);
});
