import { asc } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { people } from "@/db/schema/people";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { importPeople } from "@/lib/people/import-people";
import { aPerson, aTeam, contextOf } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

let database: TestDatabase;
let admin: Context;

beforeEach(async () => {
  database = await testDatabase();
  await aTeam(database.db, "Platform ops", "ops");
  const marta = await aPerson(database.db, "Marta Kowalska", { isAdmin: true });
  admin = await contextOf(database.db, marta);
});

const names = async () =>
  (await database.db.select({ name: people.name }).from(people).orderBy(asc(people.name))).map(
    ({ name }) => name,
  );

test("all lines good: all are stored, columns in any order, a known address is changed and not doubled", async () => {
  const csv =
    'email;name;team;zone\nbo@northlight.example;Bo Larsen;platform ops;America/New_York\nMARTA.KOWALSKA@northlight.example;"Kowalska; Marta";;\n';
  expect(await importPeople(admin, { csv })).toEqual({ done: true, added: 1, changed: 1, good: 2, bad: [] });
  expect(await names()).toEqual(["Bo Larsen", "Kowalska; Marta"]);
});

const MIXED = [
  "name,email,team,zone",
  "Bo Larsen,bo@northlight.example,Platform ops,America/New_York",
  "Priya Raman,priya@elsewhere.example,Platform ops,Asia/Kolkata",
  ",nobody@northlight.example,,",
  "Hana Novak,hana@northlight.example,Platfrom ops,Europe/Berlin",
  "Bo Again,BO@northlight.example,,",
  "Sam Okafor,sam@northlight.example,,Mars/Olympus",
].join("\n");

test("one bad line: nothing is stored, and each bad line is reported with its number and what is wrong", async () => {
  const report = await importPeople(admin, { csv: MIXED });
  expect(report).toMatchObject({ done: false, added: 0, changed: 0, good: 1 });
  expect(report.bad.map(({ line, problem }) => [line, problem])).toEqual([
    [3, "priya@elsewhere.example is not at northlight.example."],
    [4, "The name is missing."],
    [5, "There is no team called Platfrom ops."],
    [6, "bo@northlight.example stands on line 2 already."],
    [7, "There is no such time zone."],
  ]);
  expect(await names()).toEqual(["Marta Kowalska"]);
});

test("only the good ones, if asked", async () => {
  expect(await importPeople(admin, { csv: MIXED, onlyGood: "on" })).toMatchObject({ done: true, added: 1 });
  expect(await names()).toEqual(["Bo Larsen", "Marta Kowalska"]);
});

test.each([
  ["", /Paste or choose/],
  ["name,email\n", /no line after the first/],
  ["naam,adres\nBo,bo@northlight.example", /name and email is missing/],
  ['name,email\n"Bo,bo@northlight.example', /not CSV/],
  [`name,email\n${"x".repeat(1_000_001)}`, /larger than 1 MB/],
])("a file that cannot be read is refused in one sentence", async (csv, sentence) => {
  await expect(importPeople(admin, { csv })).rejects.toMatchObject({
    code: "invalid",
    fields: { csv: expect.stringMatching(sentence) },
  });
});

test("hostile cells are reported, not stored and not a fault", async () => {
  const csv = `name,email\na${String.fromCharCode(0)}b,x@northlight.example\n__proto__,toString\n"=cmd()",a@northlight.example`;
  const report = await importPeople(admin, { csv });
  expect(report.bad.map(({ line }) => line)).toEqual([2, 3]);
});

test("nobody but an admin imports", async () => {
  const bo = await aPerson(database.db, "Bo Larsen");
  await expect(importPeople(await contextOf(database.db, bo), { csv: MIXED })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("whatever the file holds, it is reported on or refused, and a bad line stores nothing", async () => {
  const pieces = [
    ..."\"',;\t\n\r \uFEFFa@=",
    "\u0000",
    "\ud800",
    "name,email\n",
    "bo@northlight.example",
    "Bo,",
    '"""',
  ];
  const before = await names();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("", "name,email\n", "email;name;team;zone\n"),
      fc.array(fc.constantFrom(...pieces), { maxLength: 30 }),
      async (head, rest) => {
        // Without a person that could be stored, what is there stays.
        const csv = `${head}${rest.join("")}\nno address,none\n`;
        const answer = await importPeople(admin, { csv }).catch((error: unknown) => error);
        if (answer instanceof DomainError) expect(answer.code).toBe("invalid");
        else expect(answer).toMatchObject({ done: false, added: 0, changed: 0 });
      },
    ),
    { numRuns: 150 },
  );
  expect(await names()).toEqual(before);
});

test("any name comes back from quoted CSV as it went in", async () => {
  const rows = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 5 });
  const name = (text: string) =>
    text
      .replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "")
      .replaceAll(/\s+/g, " ")
      .trim();
  await fc.assert(
    fc.asyncProperty(rows, async (texts) => {
      const people = texts.map(name).filter((one) => one !== "");
      const lines = people.map((one, n) => `"${one.replaceAll('"', '""')}",person${n}@northlight.example`);
      if (people.length === 0) return;
      const report = await importPeople(admin, { csv: ["name,email", ...lines].join("\r\n") });
      expect(report).toMatchObject({ good: people.length, bad: [] });
      expect(await names()).toEqual(expect.arrayContaining(people));
    }),
    { numRuns: 30 },
  );
});
