import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { notes } from "@/db/schema/notes";
import { familiarityChanges, people } from "@/db/schema/people";
import { askToLearn } from "@/lib/knowledge/ask-to-learn";
import { getSystem } from "@/lib/knowledge/get-system";
import type { Knower } from "@/lib/knowledge/schema";
import { isAble, pairingsOf } from "@/lib/knowledge/verdict";
import { avoidPerson } from "@/lib/people/save-settings";
import { LEVELS } from "@/lib/people/schema";
import { getRequest } from "@/lib/requests/get-request";
import { DAY_MS } from "@/lib/time/instant";
import { aSession, company } from "@/tests/lib/notes/written";
import { aPerson, NOW } from "@/tests/support/company";

/** Sam, who alone can do Cassandra; Hana and Wren, who want to learn it. Cleo looks on. */
async function learners() {
  const at = await company();
  const { cassandra } = at;
  const sam = await aPerson(at.db, "Sam", { knows: { [cassandra]: "can_do" } });
  const hana = await aPerson(at.db, "Hana", {
    knows: { [cassandra]: "can_follow" },
    wantsToLearn: [cassandra],
  });
  const wren = await aPerson(at.db, "Wren", { wantsToLearn: [cassandra] });
  const page = async (who = at.cleo) => getSystem(await at.as(who), { slug: "cassandra" });
  const pair = async (who = at.cleo) => {
    const { pairing } = await page(who);
    return pairing && [pairing.teacher.name, pairing.learner.name, pairing.mine, pairing.at];
  };
  return { ...at, sam, hana, wren, page, pair };
}

test("an avoidance on either side is like having no time: the next two are suggested, in the same words", async () => {
  const avoiding = await learners();
  expect(await avoiding.pair()).toEqual(["Sam", "Hana", null, null]);
  await avoidPerson(await avoiding.as(avoiding.sam), { personId: avoiding.hana });
  const busy = await learners();
  await busy.db.execute(sql`delete from working_hours where person_id = ${busy.hana}`);
  for (const at of [avoiding, busy]) {
    expect(await at.pair()).toEqual(["Sam", "Wren", null, null]);
    expect(await at.pair(at.sam)).toEqual(["Sam", "Wren", "teacher", null]);
    expect(await at.pair(at.hana)).toEqual(["Sam", "Wren", null, null]);
  }
  await avoidPerson(await avoiding.as(avoiding.wren), { personId: avoiding.sam });
  await busy.db.execute(sql`delete from working_hours where person_id = ${busy.wren}`);
  for (const at of [avoiding, busy])
    for (const who of [at.cleo, at.sam, at.hana, at.wren]) expect(await at.pair(who)).toBeNull();
});

test("nobody is suggested who takes a break, or works when the other sleeps", async () => {
  const at = await learners();
  await at.db.update(people).set({ pausedAt: NOW }).where(sql`id = ${at.hana}`);
  expect(await at.pair()).toEqual(["Sam", "Wren", null, null]);
  await at.db.update(people).set({ zone: "Asia/Tokyo" }).where(sql`id = ${at.wren}`);
  expect(await at.pair()).toBeNull();
});

test("when both calendars are known it says when both are first free", async () => {
  const at = await learners();
  for (const id of [at.sam, at.hana])
    await at.db.execute(sql`insert into busy (person_id, from_at, to_at, read_at, packed, tried_at)
      values (${id}, ${new Date(NOW - DAY_MS).toISOString()}::timestamptz, ${new Date(NOW + 40 * DAY_MS).toISOString()}::timestamptz,
        ${new Date(NOW).toISOString()}::timestamptz, '', ${new Date(NOW).toISOString()}::timestamptz)`);
  // Monday at eight, and people are not booked within four hours.
  expect(await at.pair()).toEqual(["Sam", "Hana", null, Date.parse("2027-03-01T12:00+01:00")]);
});

test("the suggestion becomes a request of the learner's own in one click, and two clicks are one", async () => {
  const at = await learners();
  const click = { key: randomUUID(), slug: "cassandra", personId: at.sam };
  const [one, two] = [
    await askToLearn(await at.as(at.hana), click),
    await askToLearn(await at.as(at.hana), click),
  ];
  expect(two).toEqual(one);
  const request = await getRequest(await at.as(at.hana), one);
  expect([request.title, request.requester.name, request.systems.map(({ name }) => name)]).toEqual([
    "Cassandra: sit down with Sam",
    "Hana",
    ["Cassandra"],
  ]);
  const needs = await at.db.execute(sql`select person_id from request_needs where request_id = ${one.id}`);
  expect([...needs]).toEqual([{ person_id: at.sam }]);
  for (const bad of [{ slug: "nosuch" }, { personId: randomUUID() }])
    await expect(
      askToLearn(await at.as(at.hana), { ...click, key: randomUUID(), ...bad }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
  await expect(askToLearn(await at.as(at.sam), { ...click, key: randomUUID() })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("the page says how it was at the end of a quarter, when that was different", async () => {
  const at = await learners();
  await at.db.execute(sql`delete from familiarity_changes`);
  const did = (personId: string, level: "can_do" | "can_follow", daysAgo: number) =>
    at.db
      .insert(familiarityChanges)
      .values({ personId, systemId: at.cassandra, level, at: NOW - daysAgo * DAY_MS });
  await did(at.sam, "can_do", 400);
  expect((await at.page()).before).toBeNull();
  await did(at.bo, "can_do", 400);
  await did(at.bo, "can_follow", 120);
  expect((await at.page()).before).toEqual({ people: 2, date: "2026-09-30" });
});

test("a note that is out of date says so in the list", async () => {
  const at = await learners();
  const about = { systemIds: [at.cassandra], note: { problem: "It was slow." } };
  const id = await aSession(at, about);
  await aSession(at, about);
  await at.db
    .update(notes)
    .set({ outOfDateAt: NOW, outOfDateReason: "Moved." })
    .where(sql`session_id = ${id}`);
  expect((await at.page()).notes.map((note) => [note.id === id, note.outOfDate]).sort()).toEqual([
    [false, null],
    [true, "Moved."],
  ]);
});

const someone = fc.record({ level: fc.constantFrom(...LEVELS), wantsToLearn: fc.boolean() });

test("a suggestion is always of somebody who can and somebody who cannot and wants to, the reader's own first", () => {
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 12 }), fc.nat(12), (all, reader) => {
      const list = all.map(
        (one, n): Knower => ({
          ...one,
          id: `${n}`,
          name: `P${n}`,
          teamName: null,
          discipline: "",
          confirmedAt: 0,
        }),
      );
      const pairs = pairingsOf(list, `${reader}`, 5);
      const isMine = ({ teacher, learner }: (typeof pairs)[number]) =>
        [teacher.id, learner.id].includes(`${reader}`);
      const firstOther = pairs.findIndex((pair) => !isMine(pair));
      return (
        pairs.length <= 25 &&
        pairs.every(({ teacher, learner }) => isAble(teacher) && !isAble(learner) && learner.wantsToLearn) &&
        (firstOther < 0 || pairs.slice(firstOther).every((pair) => !isMine(pair)))
      );
    }),
  );
});
