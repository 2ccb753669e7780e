import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type EventDraft, eventIdOf, getEvent, insertEvent } from "@/lib/calendar/google-events";
import { ANA, BO, EVE, googleUnderTest, insert, isRealGoogle, refusal, tuesday } from "./google-under-test";

const localTest = test.skipIf(isRealGoogle);

// All of it, unless said otherwise: https://developers.google.com/workspace/calendar/api/v3/reference/events/insert

function draft(more: Partial<EventDraft> = {}): EventDraft {
  const sessionId = more.sessionId ?? randomUUID();
  return {
    id: eventIdOf(sessionId),
    sessionId,
    summary: "Pair: rotate the certificate",
    description: "What I want to understand: where it comes from.",
    start: Date.parse("2027-03-23T14:00:00+01:00"),
    end: Date.parse("2027-03-23T14:50:00+01:00"),
    zone: "Europe/Berlin",
    attendees: [{ email: BO.email, name: BO.name }],
    meet: true,
    ...more,
  };
}

localTest(
  "an event has what was asked, a Meet link, and is in the guest's calendar waiting for an answer",
  async () => {
    const { ana, bo } = await googleUnderTest();
    const asked = draft({ location: "Desk 4" });
    const made = await insertEvent(ana.access, asked);
    expect(made).toMatchObject({
      id: asked.id,
      status: "confirmed",
      sessionId: asked.sessionId,
      summary: asked.summary,
      description: asked.description,
      location: "Desk 4",
      start: asked.start,
      end: asked.end,
      recurring: false,
      sequence: 0,
      organizer: ANA.email,
      attendees: [{ email: BO.email, answer: "waiting" }],
      meetPending: false,
    });
    expect(made.meetUrl).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);

    const { data: copy } = await bo.api.events.get({ calendarId: "primary", eventId: asked.id });
    expect(copy).toMatchObject({
      summary: asked.summary,
      hangoutLink: made.meetUrl,
      organizer: { email: ANA.email },
      attendees: [{ email: BO.email, self: true, responseStatus: "needsAction" }],
      start: { dateTime: "2027-03-23T14:00:00+01:00", timeZone: "Europe/Berlin" },
    });
    // Private properties belong to one copy: https://developers.google.com/workspace/calendar/api/guides/extended-properties
    expect(copy.extendedProperties).toBeUndefined();
  },
);

test("an id is base32hex and can be used once, even after the event was deleted", async () => {
  const { ana } = await googleUnderTest();
  expect(await refusal(insert(ana, tuesday({ id: "Nope" })))).toEqual({ status: 400, reason: "invalid" });
  expect(await refusal(insert(ana, tuesday({ id: "wxyz12" })))).toEqual({ status: 400, reason: "invalid" });
  const id = eventIdOf(randomUUID());
  await insert(ana, tuesday({ id }));
  expect(await refusal(insert(ana, tuesday({ id })))).toEqual({ status: 409, reason: "duplicate" });
  await ana.api.events.delete({ calendarId: "primary", eventId: id });
  expect(await refusal(insert(ana, tuesday({ id })))).toEqual({ status: 409, reason: "duplicate" });
});

test("an event without an end, that ends before it begins, or in a zone that is none, is refused", async () => {
  const { ana } = await googleUnderTest();
  const { end: _, ...endless } = tuesday();
  expect(await refusal(insert(ana, endless))).toEqual({ status: 400, reason: "required" });
  const backwards = tuesday({ end: { dateTime: "2027-03-23T13:00:00+01:00" } });
  expect(await refusal(insert(ana, backwards))).toEqual({ status: 400, reason: "timeRangeEmpty" });
  const nowhere = tuesday({ start: { dateTime: "2027-03-23T13:00:00", timeZone: "Europe/Nowhere" } });
  expect(await refusal(insert(ana, nowhere))).toMatchObject({ status: 400 });
  for (const dateTime of ["2027-02-30T10:00:00Z", "2027-03-23T10:00:00", "2027-03-23", "tomorrow"]) {
    expect(await refusal(insert(ana, tuesday({ start: { dateTime } })))).toMatchObject({ status: 400 });
  }
  expect(await refusal(insert(ana, tuesday({ attendees: [{ email: "nobody" }] })))).toMatchObject({
    status: 400,
  });
});

// https://developers.google.com/workspace/calendar/api/guides/create-events#conferencing
test("without conferenceDataVersion=1 a conference is passed over", async () => {
  const { ana } = await googleUnderTest();
  const conferenceData = {
    createRequest: { requestId: "r1", conferenceSolutionKey: { type: "hangoutsMeet" } },
  };
  expect((await insert(ana, tuesday({ conferenceData }))).conferenceData).toBeUndefined();
});

localTest("a Meet link may be pending at first and is there when the event is read again", async () => {
  const { ana, control } = await googleUnderTest();
  control.meet("pending");
  const made = await insertEvent(ana.access, draft());
  expect([made.meetUrl, made.meetPending]).toEqual([null, true]);
  expect((await getEvent(ana.access, made.id)).meetPending).toBe(true);
  const later = await getEvent(ana.access, made.id);
  expect(later.meetPending).toBe(false);
  expect(later.meetUrl).toContain("https://meet.google.com/");
});

localTest("the same insert twice is one event, and nobody is mailed twice", async () => {
  const { ana, control } = await googleUnderTest();
  const asked = draft();
  const first = await insertEvent(ana.access, asked);
  const second = await insertEvent(ana.access, asked);
  expect(second).toEqual(first);
  expect(control.events(ANA.email)).toHaveLength(1);
  expect(control.outbox()).toMatchObject([
    { kind: "invitation", from: ANA.email, to: BO.email, eventId: asked.id },
  ]);
});

localTest("an insert whose answer is lost three times leaves one event and one mail", async () => {
  const { ana, control } = await googleUnderTest();
  const asked = draft();
  control.fault({ method: "POST", path: "/events$", times: 3, instead: { dropAnswer: true } });
  for (let attempt = 0; attempt < 3; attempt++) {
    await expect(insertEvent(ana.access, asked)).rejects.toMatchObject({
      kind: "unavailable",
      retryable: true,
    });
  }
  expect((await insertEvent(ana.access, asked)).sessionId).toBe(asked.sessionId);
  expect(control.events(ANA.email)).toHaveLength(1);
  expect(control.outbox()).toHaveLength(1);
});

localTest("an id that belongs to something else is a conflict; our event deleted there is gone", async () => {
  const { ana, control } = await googleUnderTest();
  const taken = draft();
  control.addEvent(ANA.email, { ...tuesday(), id: taken.id });
  await expect(insertEvent(ana.access, taken)).rejects.toMatchObject({ kind: "conflict", retryable: false });

  const deleted = draft();
  await insertEvent(ana.access, deleted);
  control.deleteEvent(ANA.email, deleted.id);
  await expect(insertEvent(ana.access, deleted)).rejects.toMatchObject({ kind: "gone" });
});

localTest(
  "sendUpdates says who is mailed; guests from elsewhere are, those here have it anyway",
  async () => {
    const { ana, control } = await googleUnderTest();
    const attendees = [{ email: BO.email }, { email: "guest@other.example" }];
    const mailed = () => control.outbox().map(({ to }) => to);
    await insert(ana, tuesday({ attendees }));
    expect(mailed()).toEqual([]);
    await insert(ana, tuesday({ attendees }), { sendUpdates: "externalOnly" });
    expect(mailed()).toEqual(["guest@other.example"]);
    expect(control.events(BO.email)).toHaveLength(2);
  },
);

localTest("a person writes to their own calendars only", async () => {
  const { ana, control } = await googleUnderTest();
  const { id: shared } = control.addCalendar({ summary: "Team", owner: BO.email, readers: [ANA.email] });
  const write = (calendarId: string) =>
    refusal(ana.api.events.insert({ calendarId, requestBody: tuesday() }));
  expect(await write(EVE.email)).toEqual({ status: 404, reason: "notFound" });
  expect(await write(shared)).toEqual({ status: 403, reason: "requiredAccessLevel" });
  // `calendar.events.owned` reaches no calendar of somebody else, shared or not.
  expect(await refusal(ana.api.events.list({ calendarId: shared }))).toEqual({
    status: 403,
    reason: "insufficientPermissions",
  });
});
