import { expect, test } from "vitest";
import { changeWords } from "@/components/sessions/history";
import type { ChangeView } from "@/lib/sessions/schema";

const ZONE = "Europe/Berlin";
const FROM = Date.parse("2026-11-24T14:00+01:00");
const TO = Date.parse("2026-11-26T09:30+01:00");

const change = (kind: ChangeView["kind"], over: Partial<ChangeView> = {}): ChangeView => ({
  id: "1",
  kind,
  actorName: "Ana Ribeiro",
  detail: {},
  at: FROM,
  late: null,
  ...over,
});
const words = (kind: ChangeView["kind"], over?: Partial<ChangeView>) => changeWords(change(kind, over), ZONE);
const google = (detail: ChangeView["detail"] = {}, actorName: string | null = null) => ({
  actorName,
  detail: { by: "google", ...detail },
});

test("what people did here is said in their name", () => {
  expect(words("moved", { detail: { from: FROM, start: TO } })).toBe(
    "Ana Ribeiro moved it from Tue 24 Nov 14:00 to Thu 26 Nov 09:30",
  );
  expect(words("swapped", { detail: { from: "Bo Larsen", to: "Cleo Hart" } })).toBe(
    "Ana Ribeiro swapped Bo Larsen for Cleo Hart",
  );
  expect(words("booked", { detail: { partners: "Bo Larsen" } })).toBe("Ana Ribeiro booked Bo Larsen");
  expect(words("booked", { detail: { returned: 1 } })).toBe("Ana Ribeiro came back");
});

test("a late cancellation says how long before, and the word why", () => {
  expect(words("cancelled", { late: "40 minutes", detail: { reason: "The pager went off" } })).toBe(
    "Ana Ribeiro cancelled it 40 minutes before: “The pager went off”",
  );
  expect(words("cancelled", { detail: { reason: "" } })).toBe("Ana Ribeiro cancelled it");
  expect(words("cancelled", { actorName: null, detail: { reason: "Nobody took the seat." } })).toBe(
    "It was cancelled: “Nobody took the seat.”",
  );
});

test("what was done in Google Calendar says so, with whoever is known to have done it", () => {
  expect(words("moved", google({ from: FROM, start: TO }))).toBe(
    "In Google Calendar: moved from Tue 24 Nov 14:00 to Thu 26 Nov 09:30",
  );
  expect(words("moved", google({ from: FROM, start: FROM, end: TO }))).toBe(
    "In Google Calendar: now ends at 09:30",
  );
  expect(words("declined", google({}, "Bo Larsen"))).toBe("Bo Larsen declined in Google Calendar");
  expect(words("accepted", google({}, "Bo Larsen"))).toBe("Bo Larsen accepted in Google Calendar");
  expect(words("cancelled", google())).toBe("Deleted in Google Calendar");
});

test("who accepts after a no accepts late", () => {
  const accepted = change("accepted", google({}, "Bo Larsen"));
  const declined = change("declined", { actorName: "Bo Larsen" });
  expect(changeWords(accepted, ZONE, [declined])).toBe("Bo Larsen accepted late, in Google Calendar");
  expect(changeWords(accepted, ZONE, [declined, accepted])).toBe("Bo Larsen accepted in Google Calendar");
  expect(changeWords(accepted, ZONE, [change("declined", { actorName: "Cleo Hart" })])).toBe(
    "Bo Larsen accepted in Google Calendar",
  );
});

test("a conflict says what was done in Google, and how it ended", () => {
  const reasons = ["taken", "all_day", "recurring", "past", "other_calendar"];
  expect(reasons.map((reason) => words("conflict", google({ reason, start: TO })))).toEqual([
    "In Google Calendar: moved to Thu 26 Nov 09:30, which was taken",
    "In Google Calendar: made an all-day event",
    "In Google Calendar: made a repeating event",
    "In Google Calendar: moved to Thu 26 Nov 09:30, which had passed",
    "In Google Calendar: moved to another calendar",
  ]);
  expect(words("conflict", google({ reason: "requester_declined" }, "Ana Ribeiro"))).toBe(
    "Ana Ribeiro declined in Google Calendar",
  );
  expect(words("conflict", { detail: { kept: 1, reason: "taken" } })).toBe(
    "Ana Ribeiro kept the agreed time",
  );
  expect(words("conflict", { detail: { kept: 1, reason: "requester_declined" } })).toBe(
    "Ana Ribeiro comes after all",
  );
});
