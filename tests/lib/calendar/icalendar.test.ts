import fc from "fast-check";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { type CalendarEntry, cancellation, feed, invitation, published } from "@/lib/calendar/icalendar";

const at = (text: string) => Date.parse(text);

const entry: CalendarEntry = {
  uid: "deskside0123@deskside.example",
  sequence: 3,
  stamp: at("2027-03-01T08:00Z"),
  start: at("2027-03-28T02:30+02:00"),
  end: at("2027-03-28T03:20+02:00"),
  summary: "Split the billing keyspace",
  description: "Reads share a keyspace.",
  location: "Ana’s desk",
  url: "https://deskside.example/sessions/1",
  organizer: { name: "Ana Ruiz", email: "ana@northlight.example" },
  attendees: [
    { name: "Ana Ruiz", email: "ana@northlight.example", answer: "accepted", isOptional: false },
    { name: "Bo Lind", email: "bo@northlight.example", answer: "waiting", isOptional: false },
    { name: "Cleo", email: "cleo@northlight.example", answer: "declined", isOptional: true },
  ],
  isCancelled: false,
};

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent");
  const event = events[0] as ICAL.Component;
  return { calendar, events, event, value: (name: string) => event.getFirstPropertyValue(name) };
}

const namesOf = (component: ICAL.Component) => component.getAllProperties().map(({ name }) => name);

test("an invitation says who asks whom, when, where, and the way back", () => {
  const { calendar, event, value } = read(invitation(entry));
  expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
  expect(value("uid")).toBe(entry.uid);
  expect(value("sequence")).toBe(3);
  expect(value("status")).toBe("CONFIRMED");
  expect(value("summary")).toBe(entry.summary);
  expect(value("location")).toBe("Ana’s desk");
  expect(value("url")).toBe(entry.url);
  expect(value("organizer")).toMatch(/^mailto:ana@northlight\.example$/i);
  expect(event.getFirstProperty("organizer")?.getFirstParameter("cn")).toBe("Ana Ruiz");
  expect(
    event
      .getAllProperties("attendee")
      .map((one) => [
        String(one.getFirstValue()).toLowerCase(),
        one.getFirstParameter("partstat"),
        one.getFirstParameter("rsvp"),
        one.getFirstParameter("role"),
      ]),
  ).toEqual([
    ["mailto:ana@northlight.example", "ACCEPTED", "FALSE", "REQ-PARTICIPANT"],
    ["mailto:bo@northlight.example", "NEEDS-ACTION", "FALSE", "REQ-PARTICIPANT"],
    ["mailto:cleo@northlight.example", "DECLINED", "FALSE", "OPT-PARTICIPANT"],
  ]);
});

test("times are the instants they are, in UTC, also on the day the clocks change", () => {
  const text = invitation(entry);
  expect(text).toContain("DTSTART:20270328T003000Z\r\n");
  expect(text).toContain("DTEND:20270328T012000Z\r\n");
  const { value } = read(text);
  expect((value("dtstart") as ICAL.Time).toUnixTime() * 1000).toBe(entry.start);
  expect((value("dtstamp") as ICAL.Time).toUnixTime() * 1000).toBe(entry.stamp);
});

test("a cancellation has the same UID, says CANCEL and is cancelled", () => {
  const { calendar, value } = read(cancellation({ ...entry, sequence: 4, isCancelled: true }));
  expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
  expect(value("uid")).toBe(entry.uid);
  expect(value("sequence")).toBe(4);
  expect(value("status")).toBe("CANCELLED");
});

test("for somebody who left it is cancelled while it goes on for the others", () => {
  const { calendar, value } = read(cancellation({ ...entry, attendees: entry.attendees.slice(1, 2) }));
  expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
  expect(value("status")).toBeNull();
});

test("one session is published, a feed has a name and all of them", () => {
  expect(read(published(entry)).calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
  const two = read(feed("Ana’s sessions", [entry, { ...entry, uid: "other@deskside.example" }]));
  expect(two.calendar.getFirstPropertyValue("x-wr-calname")).toBe("Ana’s sessions");
  expect(two.events.map((event) => event.getFirstPropertyValue("uid"))).toEqual([
    entry.uid,
    "other@deskside.example",
  ]);
  expect(read(feed("Nothing", [])).events).toEqual([]);
});

const HOSTILE = [
  "a\r\nATTENDEE:mailto:evil@x.example",
  "a\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil",
  "semi;colon,comma\\back\\nslash",
  '"quoted" ^caret^ \'single\' : colon ; x="y"',
  "\\, \\; \\\\n ^n ^'",
  "\u{1F469}\u200d\u{1F4BB} \u05e2\u05d1\u05e8\u05d9\u05ea ".repeat(12),
  "x".repeat(400),
  "\ttab ",
  "BEGIN:VALARM",
];

/** As a calendar would show it: line ends are one kind, the rest is what was typed. */
const typed = (text: string) => text.replace(/\r\n?/g, "\n");

const withTexts = (text: string): CalendarEntry => ({
  ...entry,
  summary: text,
  description: text,
  location: text,
  organizer: { ...entry.organizer, name: text },
  attendees: entry.attendees.map((one) => ({ ...one, name: text })),
});

const CARETS: Record<string, string> = { "^n": "\n", "^'": '"', "^^": "^" };

/** Read by RFC 6868 alone: ical.js takes backslashes in parameters for escapes, which they are not. */
const commonNamesOf = (file: string) =>
  [...file.replaceAll("\r\n ", "").matchAll(/^(?:ATTENDEE|ORGANIZER)[^"\r\n]*;CN="([^"\r\n]*)"/gm)].map(
    ([, name]) => name?.replace(/\^[n'^]/g, (pair) => CARETS[pair] ?? pair),
  );

function reads(text: string) {
  const file = invitation(withTexts(text));
  const { calendar, events, event, value } = read(file);
  const plain = read(invitation(entry));
  expect(events).toHaveLength(1);
  expect(namesOf(calendar)).toEqual(namesOf(plain.calendar));
  expect(namesOf(event)).toEqual(namesOf(plain.event));
  expect(event.getAllSubcomponents()).toEqual([]);
  for (const name of ["summary", "description", "location"]) expect(value(name)).toBe(typed(text));
  expect(commonNamesOf(file)).toEqual(Array(4).fill(typed(text).trim()));
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
}

test.each(HOSTILE)("row 19: what people type is read back as it is and adds nothing: %j", (text) => {
  reads(text);
});

test("row 19: so is any text", () => {
  const character = fc.oneof(
    { arbitrary: fc.constantFrom(..."\r\n\t\\;:,\"^'=nN ", "\r\n", "\u2028", "é", "\u{1F600}"), weight: 3 },
    { arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }), weight: 2 },
  );
  const text = fc.array(character, { minLength: 1, maxLength: 120 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      text.filter((value) => value.trim() !== "" && !/(?![\t\n\r])\p{Cc}|\p{Surrogate}/u.test(value)),
      reads,
    ),
    { numRuns: 400 },
  );
});

test("what cannot be written at all is left out", () => {
  expect(read(invitation(withTexts("a\u0000b\u001bc\u007f"))).value("summary")).toBe("abc");
  expect(
    read(invitation(withTexts("\u0000")))
      .event.getFirstProperty("organizer")
      ?.getFirstParameter("cn"),
  ).toBe("ana@northlight.example");
});
