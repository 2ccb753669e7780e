import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/lib/context";
import { getSettings } from "@/lib/people/get-settings";
import { getPerson, getTeam, listPeople } from "@/lib/people/list-directory";
import { changePerson, removeTeam, saveSystem, saveTeam } from "@/lib/people/run-company";
import {
  avoidPerson,
  removeOverride,
  saveFamiliarities,
  saveHours,
  saveMatching,
  saveOverride,
  saveProfile,
  stopAvoiding,
} from "@/lib/people/save-settings";
import { welcomePerson } from "@/lib/people/welcome-person";
import { aPerson, aSystem, aTeam, contextOf } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

let database: TestDatabase;
let team: string;
let puppet: string;
let ana: Context;
let marta: Context;

beforeEach(async () => {
  database = await testDatabase();
  team = await aTeam(database.db, "Backend", "dev");
  puppet = await aSystem(database.db, "Puppet");
  ana = await contextOf(
    database.db,
    await aPerson(database.db, "Ana Ribeiro", { onboardedAt: null, hours: [] }),
  );
  marta = await contextOf(
    database.db,
    await aPerson(database.db, "Marta Kowalska", { isAdmin: true, teamId: team }),
  );
});

const WELCOME = () => ({
  teamId: team,
  zone: "America/New_York",
  hours: [{ weekday: 1, from: "22:00", to: "06:00" }],
  familiarities: [{ systemId: puppet, level: "can_follow", wantsToLearn: true }],
});

test("the first page keeps team, zone, hours and systems, and lets the person in", async () => {
  await welcomePerson(ana, WELCOME());
  const settings = await getSettings(ana);
  expect(settings.profile).toMatchObject({ teamId: team, zone: "America/New_York" });
  expect(settings.hours).toEqual([{ weekday: 1, from: "22:00", to: "06:00" }]);
  expect(settings.familiarities).toMatchObject([{ name: "Puppet", level: "can_follow", wantsToLearn: true }]);
  expect((await contextOf(database.db, ana.actor.personId)).actor.isOnboarded).toBe(true);
});

test.each([
  ["an unknown team", { teamId: randomUUID() }, "teamId"],
  ["an unknown zone", { zone: "Mars/Olympus" }, "zone"],
  ["an offset instead of a zone", { zone: "+02:00" }, "zone"],
  ["no time of day", { hours: [{ weekday: 1, from: "25:00", to: "26:00" }] }, "hours.0.from"],
  ["empty hours", { hours: [{ weekday: 1, from: "09:00", to: "09:00" }] }, "hours"],
  ["an eighth weekday", { hours: [{ weekday: 8, from: "09:00", to: "10:00" }] }, "hours.0.weekday"],
  [
    "an unknown level",
    { familiarities: [{ systemId: "0b6c3a52-0000-4000-8000-000000000000", level: "guru" }] },
    "familiarities.0.level",
  ],
])("the first page refuses %s beside the field, and stores nothing", async (_, wrong, field) => {
  await expect(welcomePerson(ana, { ...WELCOME(), ...wrong })).rejects.toMatchObject({
    code: "invalid",
    fields: { [field]: expect.any(String) },
  });
  expect((await contextOf(database.db, ana.actor.personId)).actor.isOnboarded).toBe(false);
  expect((await getSettings(ana)).hours).toEqual([]);
});

test("hours are replaced as a whole, and somebody else's are not touched", async () => {
  await saveHours(ana, { hours: [{ weekday: 2, from: "10:00", to: "24:00" }] });
  await saveHours(ana, { hours: [{ weekday: 3, from: "10:00", to: "12:00" }] });
  expect((await getSettings(ana)).hours).toEqual([{ weekday: 3, from: "10:00", to: "12:00" }]);
  expect((await getSettings(marta)).hours).toHaveLength(5);
});

test("time off over several dates, and back again for one", async () => {
  await saveOverride(ana, { from: "2027-03-08", to: "2027-03-10", reason: "holiday" });
  await removeOverride(ana, { date: "2027-03-09" });
  expect((await getSettings(ana)).overrides).toEqual([
    { date: "2027-03-08", hours: [], reason: "holiday" },
    { date: "2027-03-10", hours: [], reason: "holiday" },
  ]);
  await expect(saveOverride(ana, { from: "2027-03-10", to: "2027-03-08" })).rejects.toMatchObject({
    fields: { to: expect.stringMatching(/before the first/) },
  });
  await expect(saveOverride(ana, { from: "2027-01-01", to: "2028-01-01" })).rejects.toMatchObject({
    fields: { to: expect.stringMatching(/at once/) },
  });
});

test("matching limits are kept within their bounds; a pause keeps its beginning", async () => {
  await saveMatching(ana, { bufferMin: "15", noticeMin: "60", maxPerWeek: "2", paused: "on" });
  expect((await getSettings(ana)).matching).toEqual({
    bufferMin: 15,
    noticeMin: 60,
    maxPerWeek: 2,
    paused: true,
  });
  await expect(saveMatching(ana, { bufferMin: "7", noticeMin: "60", maxPerWeek: "2" })).rejects.toMatchObject(
    { fields: { bufferMin: expect.any(String) } },
  );
  await saveMatching(ana, { bufferMin: "15", noticeMin: "60", maxPerWeek: "2" });
  expect((await getSettings(ana)).matching.paused).toBe(false);
});

test("a system that is not there is refused, and what was said before stays", async () => {
  await saveFamiliarities(ana, { familiarities: [{ systemId: puppet, level: "can_do" }] });
  await expect(
    saveFamiliarities(ana, { familiarities: [{ systemId: randomUUID(), level: "can_do" }] }),
  ).rejects.toMatchObject({ code: "invalid" });
  expect((await getSettings(ana)).familiarities).toMatchObject([{ level: "can_do", wantsToLearn: false }]);
});

test("whom somebody avoids is seen by them alone", async () => {
  await avoidPerson(ana, { personId: marta.actor.personId });
  expect((await getSettings(ana)).avoided).toMatchObject([{ name: "Marta Kowalska" }]);
  expect((await getSettings(marta)).avoided).toEqual([]);
  expect(JSON.stringify(await getPerson(marta, { personId: ana.actor.personId }))).not.toMatch(/avoid/i);
  await stopAvoiding(ana, { personId: marta.actor.personId });
  expect((await getSettings(ana)).avoided).toEqual([]);
  await expect(avoidPerson(ana, { personId: ana.actor.personId })).rejects.toMatchObject({ code: "invalid" });
  await expect(avoidPerson(ana, { personId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});

test("the directory tells everybody the same, and only admins whose calendar is connected", async () => {
  expect((await listPeople(ana, { q: "MARTA" })).people).toMatchObject([
    { name: "Marta Kowalska", connection: null },
  ]);
  expect((await listPeople(marta, {})).people.map(({ connection }) => connection)).toEqual([
    "never",
    "never",
  ]);
  expect((await listPeople(ana, { q: "%" })).people).toEqual([]);
  expect((await getTeam(ana, { id: team })).members.map(({ name }) => name)).toEqual(["Marta Kowalska"]);
});

test("running the company is for admins", async () => {
  await expect(saveTeam(ana, { name: "Web", discipline: "web" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(saveSystem(ana, { name: "CDN" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(removeTeam(ana, { id: team })).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    changePerson(ana, { personId: ana.actor.personId, teamId: null, isAdmin: true }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("a name that is taken, in any case, is refused beside the field", async () => {
  await expect(saveTeam(marta, { name: "BACKEND", discipline: "dev" })).rejects.toMatchObject({
    code: "invalid",
    fields: { name: expect.stringMatching(/already/) },
  });
  await expect(saveSystem(marta, { name: "puppet" })).rejects.toMatchObject({ code: "invalid" });
});

test("two systems whose names spell the same address get two addresses", async () => {
  await saveSystem(marta, { name: "Billing API" });
  await saveSystem(marta, { name: "Billing-API" });
  await saveSystem(marta, { name: "田中" });
  const slugs = (await getSettings(marta)).familiarities.map(({ slug }) => slug);
  expect(slugs.toSorted()).toEqual(["billing-api", "billing-api-2", "puppet", "system"]);
});

test("the only admin cannot stop being one", async () => {
  const change = { personId: marta.actor.personId, teamId: team, isAdmin: false };
  await expect(changePerson(marta, change)).rejects.toMatchObject({ code: "not_possible" });
});

test("people of a removed team stay, without a team", async () => {
  await removeTeam(marta, { id: team });
  expect(await getPerson(ana, { personId: marta.actor.personId })).toMatchObject({ teamId: null });
});

test("a person who is not there, or was deactivated, does not exist for a colleague", async () => {
  await expect(getPerson(ana, { personId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  const gone = await aPerson(database.db, "Otto Berg", { deactivatedAt: 1 });
  await expect(getPerson(ana, { personId: gone })).rejects.toMatchObject({ code: "not_found" });
  await expect(saveProfile(ana, { name: "\u200b", teamId: team, zone: "UTC" })).rejects.toMatchObject({
    fields: { name: expect.any(String) },
  });
});
