import { expect, test } from "vitest";
import { getEvent } from "@/lib/calendar/google-events";
import {
  ANA,
  BO,
  busy,
  type GoogleUnderTest,
  googleUnderTest,
  insert,
  isRealGoogle,
  refusal,
  tuesday,
} from "./google-under-test";

const localTest = test.skipIf(isRealGoogle);

// Our scopes cannot make a second calendar: at the real Google one has to be named.
const NAMED = process.env.CONTRACT_GOOGLE_CALENDAR_A;
const movingTest = test.skipIf(isRealGoogle && !NAMED);
const TEAM = (isRealGoogle && NAMED) || "team@group.calendar.google.com";

/** Ana's event with Bo as its guest, and a second calendar of hers. */
async function invited({ ana, bo, control }: GoogleUnderTest) {
  if (!isRealGoogle) control.addCalendar({ id: TEAM, summary: "Team", owner: ANA.email });
  const extendedProperties = { private: { deskside: "1" } };
  return insert(ana, tuesday({ attendees: [{ email: bo.email }], extendedProperties }));
}

const ofEvent = (eventId: string, destination = TEAM) => ({ calendarId: "primary", eventId, destination });

// https://developers.google.com/workspace/calendar/api/v3/reference/events/move
movingTest("an event that is moved has the other calendar as its organiser, and keeps its id", async () => {
  const google = await googleUnderTest();
  const { ana, bo } = google;
  const { id } = await invited(google);
  const { data } = await ana.api.events.move(ofEvent(id));
  expect(data).toMatchObject({
    id,
    status: "confirmed",
    organizer: { email: TEAM },
    extendedProperties: { private: { deskside: "1" } },
  });
  expect((await getEvent(ana.access, id)).status).toBe("cancelled");
  const { data: there } = await ana.api.events.get({ calendarId: TEAM, eventId: id });
  expect(there.summary).toBe("Pair on the certificate");
  const { data: guests } = await bo.api.events.get({ calendarId: "primary", eventId: id });
  expect(guests).toMatchObject({ status: "confirmed", organizer: { email: TEAM } });
});

// https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
movingTest("what was moved away does not keep its owner's first calendar busy", async () => {
  const google = await googleUnderTest();
  const { ana } = google;
  const { id } = await invited(google);
  await ana.api.events.move(ofEvent(id));
  const calendars = await busy(ana, [ana.email, TEAM], "2027-03-23T00:00:00Z", "2027-03-24T00:00:00Z");
  expect(calendars[ana.email]?.busy).toEqual([]);
  expect(calendars[TEAM]?.busy).toHaveLength(1);
});

// https://developers.google.com/workspace/calendar/api/v3/reference/events/move: "Note that only default events can be moved"
localTest("who may not move an event, what cannot be moved, and where to", async () => {
  const google = await googleUnderTest();
  const { ana, bo, control } = google;
  const { id } = await invited(google);
  expect(await refusal(bo.api.events.move(ofEvent(id)))).toMatchObject({ status: 404 });
  control.addCalendar({ id: "bos", summary: "Bo's", owner: BO.email });
  expect(await refusal(bo.api.events.move(ofEvent(id, "bos")))).toMatchObject({ status: 403 });
  expect(await refusal(ana.api.events.move(ofEvent(id, "nowhere")))).toMatchObject({ status: 404 });
  expect(await refusal(ana.api.events.move(ofEvent("unknown")))).toMatchObject({ status: 404 });
  const away = await insert(ana, tuesday({ eventType: "outOfOffice" }));
  expect(await refusal(ana.api.events.move(ofEvent(away.id)))).toMatchObject({ status: 400 });
  const series = await insert(ana, tuesday({ recurrence: ["RRULE:FREQ=DAILY;COUNT=3"] }));
  const instance = ofEvent(`${series.id}_20270324T130000Z`);
  expect(await refusal(ana.api.events.move(instance))).toMatchObject({ status: 400 });
  expect(control.events(ANA.email).map((event) => event.id)).toContain(id);
});

localTest("by hand it goes there and back", async () => {
  const google = await googleUnderTest();
  const { ana, control } = google;
  const { id } = await invited(google);
  control.moveToCalendar(ANA.email, id, TEAM);
  expect([control.events(ANA.email).length, control.events(ANA.email, TEAM).length]).toEqual([0, 1]);
  control.moveToCalendar(ANA.email, id, ANA.email);
  expect(await getEvent(ana.access, id)).toMatchObject({ status: "confirmed", organizer: ANA.email });
  expect(control.events(ANA.email, TEAM)).toEqual([]);
});
