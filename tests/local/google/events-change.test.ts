import { expect, test } from "vitest";
import { deleteEvent, getEvent, patchEvent } from "@/lib/calendar/google-events";
import {
  ANA,
  BO,
  googleUnderTest,
  insert,
  isRealGoogle,
  refusal,
  type TestPerson,
  tuesday,
} from "./google-under-test";

const localTest = test.skipIf(isRealGoogle);
const primary = (eventId: string) => ({ calendarId: "primary", eventId });

const answer = (person: TestPerson, eventId: string, responseStatus: string) =>
  person.api.events.patch({
    ...primary(eventId),
    requestBody: { attendees: [{ email: person.email, responseStatus }] },
  });

// https://developers.google.com/workspace/calendar/api/v3/reference/events/patch
test("a patch changes what it names, merges objects, and takes away what is null", async () => {
  const { ana } = await googleUnderTest();
  const { id } = await insert(
    ana,
    tuesday({ location: "Desk 4", description: "Why", extendedProperties: { private: { a: "1" } } }),
  );
  const requestBody = {
    summary: "Other",
    location: null as never,
    extendedProperties: { private: { b: "2" } },
  };
  const { data } = await ana.api.events.patch({ ...primary(id), requestBody });
  expect(data).toMatchObject({
    summary: "Other",
    description: "Why",
    extendedProperties: { private: { a: "1", b: "2" } },
  });
  expect(data.location).toBeUndefined();
});

// https://developers.google.com/workspace/calendar/api/v3/reference/events/update
test("an update replaces the whole event, so it needs a start and an end", async () => {
  const { ana } = await googleUnderTest();
  const { id } = await insert(ana, tuesday({ location: "Desk 4" }));
  expect(await refusal(ana.api.events.update({ ...primary(id), requestBody: { summary: "x" } }))).toEqual({
    status: 400,
    reason: "required",
  });
  const { data } = await ana.api.events.update({ ...primary(id), requestBody: tuesday({ summary: "x" }) });
  expect([data.summary, data.location]).toEqual(["x", undefined]);
});

// https://developers.google.com/workspace/calendar/api/v3/reference/events#resource (sequence), and RFC 5546, 2.1.4
localTest(
  "moving raises the sequence, tells the guests, and asks them again; a new title does not",
  async () => {
    const { ana, bo, control } = await googleUnderTest();
    const { id } = await insert(ana, tuesday({ attendees: [{ email: BO.email }] }));
    await answer(bo, id, "accepted");
    const titled = await patchEvent(ana.access, id, { summary: "Other" });
    expect([titled.sequence, titled.attendees]).toEqual([0, [{ email: BO.email, answer: "accepted" }]]);

    const start = Date.parse("2027-03-24T09:00:00Z");
    const moved = await patchEvent(ana.access, id, { start, end: start + 3_000_000, zone: "Europe/Berlin" });
    expect([moved.sequence, moved.start, moved.attendees]).toEqual([
      1,
      start,
      [{ email: BO.email, answer: "waiting" }],
    ]);
    const { data } = await bo.api.events.get(primary(id));
    expect(data).toMatchObject({
      summary: "Other",
      sequence: 1,
      start: { dateTime: "2027-03-24T10:00:00+01:00" },
    });
    expect(control.outbox().map(({ kind, to }) => [kind, to])).toEqual([
      ["update", BO.email],
      ["update", BO.email],
    ]);
  },
);

// https://developers.google.com/workspace/calendar/api/guides/version-resources#conditional-modification
test("a change on top of an old version is 412, a conflict to the app", async () => {
  const { ana } = await googleUnderTest();
  const { id, etag } = await insert(ana, tuesday());
  const fresh = await patchEvent(ana.access, id, { summary: "First" }, etag ?? "");
  expect(fresh.etag).not.toBe(etag);
  await expect(patchEvent(ana.access, id, { summary: "Second" }, etag ?? "")).rejects.toMatchObject({
    kind: "conflict",
    reason: "conditionNotMet",
  });
  const stale = { headers: { "If-Match": etag ?? "" } };
  expect(await refusal(ana.api.events.delete(primary(id), stale))).toEqual({
    status: 412,
    reason: "conditionNotMet",
  });
  expect((await getEvent(ana.access, id)).summary).toBe("First");
});

// https://developers.google.com/workspace/calendar/api/concepts/sharing#inviting_attendees_to_events
test("a guest's answer reaches the organiser's copy, and nothing else of theirs does", async () => {
  const { ana, bo } = await googleUnderTest();
  const { id } = await insert(ana, tuesday({ attendees: [{ email: bo.email }] }));
  for (const [status, shown] of [
    ["declined", "declined"],
    ["tentative", "tentative"],
    ["accepted", "accepted"],
  ] as const) {
    await answer(bo, id, status);
    expect((await getEvent(ana.access, id)).attendees).toEqual([{ email: bo.email, answer: shown }]);
  }
  const change = bo.api.events.patch({ ...primary(id), requestBody: { summary: "Mine now" } });
  expect(await refusal(change)).toEqual({ status: 403, reason: "forbiddenForNonOrganizer" });
});

localTest("a new list of guests adds, removes, and keeps the answers of those who stay", async () => {
  const { ana, bo, control } = await googleUnderTest();
  const cleo = { ...BO, email: "cleo@northlight.example", name: "Cleo Marsh" };
  control.addPeople([cleo]);
  const { id } = await insert(ana, tuesday({ attendees: [{ email: BO.email }] }));
  await answer(bo, id, "accepted");
  const both = await patchEvent(ana.access, id, { attendees: [{ email: BO.email }, { email: cleo.email }] });
  expect(both.attendees).toEqual([
    { email: BO.email, answer: "accepted" },
    { email: cleo.email, answer: "waiting" },
  ]);
  expect(control.events(cleo.email)).toHaveLength(1);

  await patchEvent(ana.access, id, { attendees: [{ email: cleo.email }] });
  expect(control.events(BO.email)).toEqual([]);
  expect(control.outbox().map(({ kind, to }) => [kind, to])).toEqual([
    ["invitation", cleo.email],
    ["update", BO.email],
    ["cancellation", BO.email],
    ["update", cleo.email],
  ]);
});

localTest("a Meet link can be added later, asked for twice without harm, and taken away", async () => {
  const { ana } = await googleUnderTest();
  const { id } = await insert(ana, tuesday());
  const first = await patchEvent(ana.access, id, { meet: true });
  expect(first.meetUrl).toContain("https://meet.google.com/");
  expect((await patchEvent(ana.access, id, { meet: true, location: "Desk 4" })).meetUrl).toBe(first.meetUrl);
  const gone = await patchEvent(ana.access, id, { meet: false, location: null });
  expect([gone.meetUrl, gone.location]).toEqual([null, null]);
});

// https://developers.google.com/workspace/calendar/api/v3/reference/events/delete
test("a deleted event is cancelled for everybody; deleting it again is 410, which is done to the app", async () => {
  const { ana, bo } = await googleUnderTest();
  const { id } = await insert(ana, tuesday({ attendees: [{ email: bo.email }] }));
  await deleteEvent(ana.access, id);
  expect((await getEvent(ana.access, id)).status).toBe("cancelled");
  expect((await bo.api.events.get(primary(id))).data.status).toBe("cancelled");
  expect(await refusal(ana.api.events.delete(primary(id)))).toEqual({ status: 410, reason: "deleted" });
  await deleteEvent(ana.access, id);
  await deleteEvent(ana.access, "deskside00000");
});

localTest("a guest who deletes their copy has declined", async () => {
  const { ana, bo, control } = await googleUnderTest();
  const { id } = await insert(ana, tuesday({ attendees: [{ email: BO.email }] }));
  await bo.api.events.delete({ ...primary(id), sendUpdates: "all" });
  const { status, attendees } = await getEvent(ana.access, id);
  expect([status, attendees]).toEqual(["confirmed", [{ email: BO.email, answer: "declined" }]]);
  expect(control.outbox()).toMatchObject([{ kind: "answer", from: BO.email, to: ANA.email }]);
});

test("an event that never was is 404", async () => {
  const { ana } = await googleUnderTest();
  expect(await refusal(ana.api.events.get(primary("deskside00000")))).toEqual({
    status: 404,
    reason: "notFound",
  });
  await expect(getEvent(ana.access, "deskside00000")).rejects.toMatchObject({ kind: "not_found" });
});
