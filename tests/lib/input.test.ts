import { expect, test } from "vitest";
import * as z from "zod/mini";
import { DomainError } from "@/lib/errors";
import { calendarDate, email, flag, id, line, list, parse, prose, wholeNumber, zoneName } from "@/lib/input";

const refused = (schema: z.ZodMiniType, value: unknown): string => {
  try {
    parse(z.object({ field: schema }), { field: value });
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid")
      return Object.values(error.fields).join(" ");
    throw error;
  }
  return "accepted";
};
const accepted = (schema: z.ZodMiniType, value: unknown) =>
  (parse(z.object({ field: schema }), { field: value }) as { field: unknown }).field;

const NUL = String.fromCharCode(0);

test.each([
  [`a${NUL}b`, /control character/],
  ["x\ud83d", /control character/],
  ["A".repeat(10_000), /longer than 120/],
  [" ", /missing/],
  ["\u200b\u200b", /missing/],
  ["Subject\r\nBcc: evil@example.com", /one line/],
  ["\u202Egnp.exe", /control character/],
  [["a", "b"], /missing/],
  [undefined, /missing/],
  [{}, /missing/],
])("a line refuses %j", (value, sentence) => {
  expect(refused(line("The title"), value)).toMatch(sentence);
});

test.each([
  "undefined",
  "{{7*7}}",
  "Robert'); DROP TABLE notes;--",
  "田中さんにあげて下さい",
  "שלום world",
  "ſtraße ẞ",
])("a line keeps %s as it is", (value) => {
  expect(accepted(line("The title"), ` ${value} `)).toBe(value);
});

test("a line is composed to NFC, and prose keeps its line breaks as line feeds", () => {
  expect(accepted(line("The title"), "e\u0301")).toBe("\u00e9");
  expect(accepted(prose("The text"), "a\r\nb\n\tc")).toBe("a\nb\n\tc");
  expect(accepted(prose("The text"), undefined)).toBe("");
});

test.each([
  "2026-02-30",
  "0000-01-01",
  "9999-12-31",
  "2026-032",
  "05/02/2026",
  "infinity",
  "now",
  "2026-02-05T24:00",
  "2026\u201102\u201105",
  " ",
  20260205,
])("%s is not a calendar date", (value) => {
  expect(refused(calendarDate("The date"), value)).toMatch(/date/);
});

test("29 February exists in a leap year only", () => {
  expect(accepted(calendarDate("The date"), "2028-02-29")).toBe("2028-02-29");
  expect(refused(calendarDate("The date"), "2100-02-29")).toMatch(/exists/);
});

test.each([-30, 7, 1.5, "30m", "PT30M", "NaN", [30], "1e3", true, "", null, 485])(
  "%j is not a length",
  (value) => {
    expect(refused(wholeNumber("The length", { min: 5, max: 480, step: 5 }), value)).not.toBe("accepted");
  },
);

test("a length is read from a form's digits and from a number", () => {
  expect(accepted(wholeNumber("The length", { min: 5, max: 480, step: 5 }), "50")).toBe(50);
  expect(accepted(wholeNumber("The length", { min: 5, max: 480, step: 5 }), 50)).toBe(50);
});

test.each([
  "UTC+2",
  "Mars/Olympus",
  "Europe/berlin ",
  "+02:00",
  "../../etc/passwd",
  "localtime",
  "W. Europe Standard Time",
])("%s is not a time zone", (value) => {
  expect(refused(zoneName, value)).toMatch(/time zone/);
});

test.each([
  "a",
  "@b",
  "a b@example.com",
  '"a b"@example.com',
  "用户@例子.广告",
  "a@localhost",
  "a@example..com",
  "<a@example.com>",
  `a@example.com${NUL}`,
  "mailto:a@example.com",
  "a@example.com,b@example.com",
  "a@example.com\r\nBcc: x@y.zz",
])("%j is not an address", (value) => {
  expect(refused(email, value)).toMatch(/address/);
});

test("addresses compare without case", () => {
  expect(accepted(email, "A@EXAMPLE.COM")).toBe("a@example.com");
});

test("a list takes none, one or several, and names the item that is wrong", () => {
  const teams = list(id("team"), "Teams", 2);
  const team = "0b6c3a52-0000-4000-8000-000000000000";
  expect(accepted(teams, undefined)).toEqual([]);
  expect(accepted(teams, "")).toEqual([]);
  expect(accepted(teams, team)).toEqual([team]);
  expect(refused(teams, [team, team, team])).toMatch(/2 at most/);
  expect(refused(teams, ["00000000-0000-0000-0000-00000000000g"])).toMatch(/no such team/);
});

test("a checkbox is on, or not there", () => {
  expect(accepted(flag, "on")).toBe(true);
  expect(accepted(flag, undefined)).toBe(false);
  expect(refused(flag, "maybe")).not.toBe("accepted");
});

test.each([null, [], "text", 7])("%j instead of a form is refused, not a fault", (value) => {
  expect(() => parse(z.object({ title: line("The title") }), value)).toThrow(DomainError);
});

test("a field called __proto__ changes nothing", () => {
  const input = JSON.parse('{"__proto__": {"title": "x", "admin": true}}');
  expect(() => parse(z.object({ title: line("The title") }), input)).toThrow(/title/i);
});
