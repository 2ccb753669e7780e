import { expect, test } from "vitest";
import { readBusy } from "@/lib/calendar/google-busy";
import {
  ANA,
  BO,
  busy,
  EVE,
  googleUnderTest,
  insert,
  isRealGoogle,
  refusal,
  tuesday,
} from "./google-under-test";

const localTest = test.skipIf(isRealGoogle);

// All of it: https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
const FROM = "2027-03-22T00:00:00Z";
const TO = "2027-03-30T00:00:00Z";
const at = (text: string) => Date.parse(text);

test("busy times are merged, cut to the window, and also given for colleagues by address", async () => {
  const { ana, bo } = await googleUnderTest();
  await insert(ana, tuesday());
  await insert(
    ana,
    tuesday({ start: { dateTime: "2027-03-23T13:30:00Z" }, end: { dateTime: "2027-03-23T15:00:00Z" } }),
  );
  const calendars = await busy(bo, [ana.email], FROM, "2027-03-23T14:30:00Z");
  expect(calendars[ana.email]).toEqual({
    busy: [{ start: "2027-03-23T13:00:00Z", end: "2027-03-23T14:30:00Z" }],
  });
});

test("events that are free, declined, or deleted are not busy; an unanswered invitation is", async () => {
  const { ana, bo } = await googleUnderTest();
  await insert(ana, tuesday({ transparency: "transparent" }));
  const { id } = await insert(ana, tuesday({ attendees: [{ email: bo.email }] }));
  const boBusy = async () => (await busy(ana, [bo.email], FROM, TO))[bo.email]?.busy;
  expect(await boBusy()).toHaveLength(1);

  await bo.api.events.patch({
    calendarId: "primary",
    eventId: id,
    requestBody: { attendees: [{ email: bo.email, responseStatus: "declined" }] },
  });
  expect(await boBusy()).toEqual([]);

  expect((await busy(ana, ["primary"], FROM, TO)).primary?.busy).toHaveLength(1);
  await ana.api.events.delete({ calendarId: "primary", eventId: id });
  expect((await busy(ana, ["primary"], FROM, TO)).primary?.busy).toEqual([]);
});

localTest("an all-day event counts from midnight to midnight in the calendar's own zone", async () => {
  const { ana, bo } = await googleUnderTest();
  await insert(bo, { summary: "Off", start: { date: "2027-03-24" }, end: { date: "2027-03-25" } });
  const calendars = await busy(ana, [bo.email], FROM, TO);
  expect(calendars[BO.email]?.busy).toEqual([{ start: "2027-03-24T04:00:00Z", end: "2027-03-25T04:00:00Z" }]);
});

test("a series keeps its wall time over the change of clocks", async () => {
  const { ana } = await googleUnderTest();
  await insert(ana, {
    ...tuesday({ recurrence: ["RRULE:FREQ=DAILY;COUNT=8", "EXDATE;TZID=Europe/Berlin:20270325T140000"] }),
  });
  const calendars = await busy(ana, [ana.email], "2027-03-24T00:00:00Z", "2027-03-31T00:00:00Z");
  expect(calendars[ana.email]?.busy?.map(({ start }) => start)).toEqual([
    "2027-03-24T13:00:00Z",
    "2027-03-26T13:00:00Z",
    "2027-03-27T13:00:00Z",
    "2027-03-28T12:00:00Z",
    "2027-03-29T12:00:00Z",
    "2027-03-30T12:00:00Z",
  ]);
});

localTest("a calendar one may not see is notFound inside a 200, and unknown to the app", async () => {
  const { ana, control } = await googleUnderTest();
  control.setVisibility(BO.email, false);
  const asked = [BO.email, EVE.email, "nobody@northlight.example", ANA.email];
  const calendars = await busy(ana, asked, FROM, TO);
  for (const hidden of asked.slice(0, 3)) {
    expect(calendars[hidden]).toEqual({ busy: [], errors: [{ domain: "global", reason: "notFound" }] });
  }
  const known = await readBusy(ana.access, { calendarIds: asked, from: at(FROM), to: at(TO) });
  expect([...known]).toEqual([
    [BO.email, { unknown: "not_visible" }],
    [EVE.email, { unknown: "not_visible" }],
    ["nobody@northlight.example", { unknown: "not_visible" }],
    [ANA.email, []],
  ]);
});

test("an empty or a very long window is refused", async () => {
  const { ana } = await googleUnderTest();
  expect(await refusal(busy(ana, ["primary"], FROM, FROM))).toEqual({
    status: 400,
    reason: "timeRangeEmpty",
  });
  expect(await refusal(busy(ana, ["primary"], FROM, "2028-03-22T00:00:00Z"))).toEqual({
    status: 400,
    reason: "timeRangeTooLong",
  });
  expect(await refusal(busy(ana, ["primary"], "2027-03-22T00:00:00", TO))).toMatchObject({ status: 400 });
});

localTest("more than 50 calendars are refused in one call, so the app asks in several", async () => {
  const { ana, control } = await googleUnderTest();
  const people = Array.from({ length: 120 }, (_, n) => ({ ...BO, email: `p${n}@northlight.example` }));
  control.addPeople(people);
  const ids = people.map(({ email }) => email);
  expect(await refusal(busy(ana, ids, FROM, TO))).toMatchObject({ status: 400 });
  control.addEvent("p119@northlight.example", tuesday() as never);
  const known = await readBusy(ana.access, { calendarIds: ids, from: at(FROM), to: at(TO) });
  expect(known.size).toBe(120);
  expect(known.get("p119@northlight.example")).toEqual([
    { start: at("2027-03-23T13:00:00Z"), end: at("2027-03-23T13:50:00Z") },
  ]);
  expect(control.calls(/freeBusy/).filter(({ status }) => status === 200)).toHaveLength(3);
});

localTest("a chunk that fails beside others leaves only its own people unknown", async () => {
  const { ana, control } = await googleUnderTest();
  const ids = Array.from({ length: 60 }, (_, n) => `p${n}@northlight.example`);
  control.addPeople(ids.map((email) => ({ ...BO, email })));
  control.fault({ path: "freeBusy", instead: { status: 503 } });
  const known = await readBusy(ana.access, { calendarIds: ids, from: at(FROM), to: at(TO) });
  const unknown = [...known.values()].filter((answer) => !Array.isArray(answer));
  expect([10, 50]).toContain(unknown.length);
  expect(unknown[0]).toEqual({ unknown: "unavailable" });
});

localTest("Google too slow: the app stops waiting at its deadline", async () => {
  const { ana, control } = await googleUnderTest();
  control.fault({ path: "freeBusy", instead: { delayMs: 2_000 } });
  const began = performance.now();
  const reading = readBusy(
    ana.access,
    { calendarIds: [ANA.email], from: at(FROM), to: at(TO) },
    { timeoutMs: 200 },
  );
  await expect(reading).rejects.toMatchObject({ kind: "timeout", retryable: true });
  expect(performance.now() - began).toBeLessThan(1_000);
});
