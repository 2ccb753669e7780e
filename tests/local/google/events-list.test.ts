import { expect, test } from "vitest";
import { googleUnderTest, insert, refusal, type TestPerson, tuesday } from "./google-under-test";

// All of it: https://developers.google.com/workspace/calendar/api/v3/reference/events/list

const on = (day: string, from: string, to: string) => ({
  start: { dateTime: `${day}T${from}:00Z`, timeZone: "Europe/Berlin" },
  end: { dateTime: `${day}T${to}:00Z`, timeZone: "Europe/Berlin" },
});

async function list(person: TestPerson, more: object) {
  const { data } = await person.api.events.list({
    calendarId: "primary",
    timeMin: "2027-03-22T00:00:00Z",
    timeMax: "2027-03-29T00:00:00Z",
    ...more,
  });
  return data;
}

test("a window takes what ends after it begins and begins before it ends", async () => {
  const { ana } = await googleUnderTest();
  for (const [from, to] of [
    ["08:00", "09:00"],
    ["09:00", "10:00"],
    ["11:00", "12:00"],
  ] as const) {
    await insert(ana, { summary: from, ...on("2027-03-23", from, to) });
  }
  const { items } = await list(ana, { timeMin: "2027-03-23T09:00:00Z", timeMax: "2027-03-23T11:00:00Z" });
  expect(items?.map(({ summary }) => summary)).toEqual(["09:00"]);
  expect(await refusal(list(ana, { timeMax: "2027-03-21T00:00:00Z" }))).toMatchObject({ status: 400 });
  expect(await refusal(list(ana, { timeMin: "2027-03-21T00:00:00" }))).toMatchObject({ status: 400 });
});

test("a series is one item, or with singleEvents each of its times, which can be deleted one by one", async () => {
  const { ana } = await googleUnderTest();
  const { id } = await insert(ana, {
    summary: "Stand-up",
    ...on("2027-03-22", "08:30", "08:45"),
    recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270326T073000Z"],
  });
  expect((await list(ana, {})).items).toHaveLength(1);
  const single = { singleEvents: true, orderBy: "startTime" };
  const { items = [] } = await list(ana, single);
  expect(items.map((one) => one.id)).toEqual([`${id}_20270322T083000Z`, `${id}_20270324T083000Z`]);
  expect(items[0]).toMatchObject({
    recurringEventId: id,
    originalStartTime: { dateTime: "2027-03-22T09:30:00+01:00" },
  });
  expect(items[0]?.recurrence).toBeUndefined();

  await ana.api.events.delete({ calendarId: "primary", eventId: `${id}_20270322T083000Z` });
  expect((await list(ana, single)).items?.map((one) => one.id)).toEqual([`${id}_20270324T083000Z`]);
});

test("order by start needs single events", async () => {
  const { ana } = await googleUnderTest();
  expect(await refusal(list(ana, { orderBy: "startTime" }))).toMatchObject({ status: 400 });
});

test("deleted events are shown only when asked for", async () => {
  const { ana } = await googleUnderTest();
  const { id } = await insert(ana, tuesday());
  await ana.api.events.delete({ calendarId: "primary", eventId: id });
  expect((await list(ana, {})).items).toEqual([]);
  expect((await list(ana, { showDeleted: true })).items).toMatchObject([{ id, status: "cancelled" }]);
});

// https://developers.google.com/workspace/calendar/api/guides/extended-properties
test("private properties select events, all of them at once", async () => {
  const { ana } = await googleUnderTest();
  const { id } = await insert(ana, tuesday({ extendedProperties: { private: { a: "1", b: "x=y" } } }));
  await insert(ana, tuesday({ extendedProperties: { private: { a: "1" } } }));
  const found = async (...privateExtendedProperty: string[]) =>
    (await list(ana, { privateExtendedProperty })).items?.length;
  expect([await found("a=1"), await found("a=1", "b=x=y"), await found("a=2")]).toEqual([2, 1, 0]);
  const { items } = await list(ana, { privateExtendedProperty: ["b=x=y"] });
  expect(items?.[0]?.id).toBe(id);
});

test("a long list comes in pages, each event once", async () => {
  const { ana } = await googleUnderTest();
  const made = new Set<string>();
  for (let n = 0; n < 5; n++) made.add((await insert(ana, tuesday({ summary: String(n) }))).id);
  const seen: (string | null | undefined)[] = [];
  let pageToken: string | undefined;
  do {
    const page = await list(ana, { maxResults: 2, pageToken });
    seen.push(...(page.items ?? []).map(({ id }) => id));
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken);
  expect([seen.length, new Set(seen)]).toEqual([5, made]);
});

// https://developers.google.com/workspace/calendar/api/guides/performance#partial-response
test("fields keep only what they name", async () => {
  const { ana } = await googleUnderTest();
  const { id } = await insert(ana, tuesday());
  const { data } = await ana.api.events.get({
    calendarId: "primary",
    eventId: id,
    fields: "id,start/dateTime",
  });
  expect(data).toEqual({ id, start: { dateTime: "2027-03-23T14:00:00+01:00" } });
  expect(await list(ana, { fields: "items(id,organizer(self))" })).toEqual({
    items: [{ id, organizer: { self: true } }],
  });
  expect(await refusal(list(ana, { fields: "items(id" }))).toMatchObject({ status: 400 });
});
