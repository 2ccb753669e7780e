import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { notices, people } from "@/db/schema/people";
import { getWalls } from "@/lib/knowledge/get-walls";
import { suggestToBoth, takeBackSuggestion } from "@/lib/knowledge/suggest-to-both";
import { listNotices, readNotices } from "@/lib/people/notices";
import { avoidPerson } from "@/lib/people/save-settings";
import { findCandidate } from "@/lib/requests/list-candidates";
import { company } from "@/tests/lib/notes/written";
import { aPerson, NOW } from "@/tests/support/company";

/** Sam of Platform ops, who can teach Cassandra; Hana and Wren of Backend, who want to learn it. Cleo looks on. */
async function wall() {
  const at = await company();
  const { cassandra, ops, backend } = at;
  const sam = await aPerson(at.db, "Sam", { teamId: ops, knows: { [cassandra]: "can_teach" } });
  const follows = { knows: { [cassandra]: "can_follow" as const } };
  const hana = await aPerson(at.db, "Hana", { ...follows, teamId: backend, wantsToLearn: [cassandra] });
  const wren = await aPerson(at.db, "Wren", { teamId: backend, wantsToLearn: [cassandra] });
  const suggestion = async (who = at.cleo) =>
    (await getWalls(await at.as(who), { from: backend, to: ops })).chosen?.suggestion;
  const named = async (who = at.cleo) => {
    const pairing = (await suggestion(who))?.pairing;
    return pairing && [pairing.teacher.name, pairing.learner.name, pairing.system.name, pairing.mine];
  };
  const send = async (learnerId = hana, { by = at.cleo, key = randomUUID() as string } = {}) =>
    suggestToBoth(await at.as(by), { key, slug: "cassandra", teacherId: sam, learnerId });
  const told = async (who: string) => (await listNotices(await at.as(who))).map(({ text }) => text);
  return { ...at, sam, hana, wren, suggestion, named, send, told };
}

const REFUSED = { code: "not_possible" };

test("across a wall the two who fit best are suggested, and each is told once where to ask the other", async () => {
  const at = await wall();
  expect(await at.named()).toEqual(["Sam", "Hana", "Cassandra", null]);
  expect(await at.named(at.hana)).toEqual(["Sam", "Hana", "Cassandra", "learner"]);
  const key = randomUUID();
  await Promise.all([at.send(at.hana, { key }), at.send(at.hana, { key })]);
  expect(await at.told(at.hana)).toEqual([
    "Cleo Martin suggests that you sit down with Sam, who can teach Cassandra, which you want to learn.",
  ]);
  expect(await at.told(at.sam)).toEqual([
    "Cleo Martin suggests that you sit down with Hana, who wants to learn Cassandra.",
  ]);
  const [notice] = await listNotices(await at.as(at.sam));
  const asked = new URL(notice?.href ?? "", "http://localhost").searchParams;
  expect([asked.get("system"), asked.get("title")]).toEqual(["cassandra", "Cassandra: sit down with Hana"]);
  // Hana cannot do it yet, and is in the form all the same.
  const named = await findCandidate(await at.as(at.sam), { personId: asked.get("person") });
  expect(named?.name).toBe("Hana");
});

test("whoever was told is left alone for four weeks, whoever suggests it and with whomever", async () => {
  const at = await wall();
  await at.send();
  expect(await at.suggestion()).toMatchObject({ pairing: null, toldAt: expect.any(Number) });
  await expect(at.send()).rejects.toMatchObject(REFUSED);
  await expect(at.send(at.wren, { by: at.ana })).rejects.toMatchObject(REFUSED);
  await at.db.update(notices).set({ createdAt: sql`now() - interval '27 days 23 hours'` });
  await expect(at.send()).rejects.toMatchObject(REFUSED);
  await at.db.update(notices).set({ createdAt: sql`now() - interval '28 days'` });
  await at.send(at.wren);
  expect(await at.told(at.wren)).toHaveLength(1);
});

test("where one who was told could sit down with very many, others are suggested all the same", async () => {
  const at = await wall();
  for (let n = 0; n < 25; n++)
    await aPerson(at.db, `Learner ${n}`, {
      ...{ teamId: at.backend, knows: { [at.cassandra]: "can_follow" }, wantsToLearn: [at.cassandra] },
    });
  await aPerson(at.db, "Vic", { teamId: at.ops, knows: { [at.cassandra]: "can_do" } });
  await at.send();
  expect(await at.named()).toEqual(["Vic", "Learner 0", "Cassandra", null]);
});

test("two who suggest the same two at once tell them once", async () => {
  const at = await wall();
  const both = await Promise.allSettled([
    at.send(at.hana, { by: at.ana }),
    at.send(at.hana, { by: at.cleo }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await at.told(at.sam)).toHaveLength(1);
});

test("it is taken back by whoever suggested it, while nobody has read it", async () => {
  const at = await wall();
  const { key } = await at.send();
  await expect(takeBackSuggestion(await at.as(at.ana), { key })).rejects.toMatchObject({ code: "not_found" });
  await takeBackSuggestion(await at.as(at.cleo), { key });
  expect([await at.told(at.hana), await at.told(at.sam)]).toEqual([[], []]);
  await expect(takeBackSuggestion(await at.as(at.cleo), { key })).rejects.toMatchObject({
    code: "not_found",
  });
  const again = await at.send(at.hana, { key });
  await readNotices(await at.as(at.sam), {});
  await expect(takeBackSuggestion(await at.as(at.cleo), again)).rejects.toMatchObject(REFUSED);
  expect([await at.told(at.hana), await at.told(at.sam)].map(({ length }) => length)).toEqual([1, 1]);
});

test("an avoidance is like having no time in common: nobody is suggested, and the refusal is the same", async () => {
  const [avoiding, busy] = [await wall(), await wall()];
  await avoidPerson(await avoiding.as(avoiding.hana), { personId: avoiding.sam });
  await busy.db.execute(sql`delete from working_hours where person_id = ${busy.hana}`);
  const refusals = [];
  for (const at of [avoiding, busy]) {
    expect(await at.named()).toEqual(["Sam", "Wren", "Cassandra", null]);
    refusals.push(await at.send().catch(({ code, message }) => ({ code, message })));
  }
  expect(refusals[0]).toEqual(refusals[1]);
  expect(refusals[0]).toMatchObject(REFUSED);
});

test("nobody is told who takes a break, left, changed teams, can do it already or is asking themselves", async () => {
  const at = await wall();
  const change = (to: Partial<typeof people.$inferInsert>, id = at.hana) =>
    at.db.update(people).set(to).where(eq(people.id, id));
  for (const [away, back] of [
    [{ pausedAt: NOW }, { pausedAt: null }],
    [{ deactivatedAt: NOW }, { deactivatedAt: null }],
    [{ teamId: at.ops }, { teamId: at.backend }],
    [{ teamId: null }, { teamId: at.backend }],
  ] as const) {
    await change(away);
    await expect(at.send()).rejects.toMatchObject(REFUSED);
    await change(back);
  }
  await expect(at.send(at.hana, { by: at.hana })).rejects.toMatchObject(REFUSED);
  await at.db.execute(sql`update familiarities set wants_to_learn = false where person_id = ${at.hana}`);
  await expect(at.send()).rejects.toMatchObject(REFUSED);
  expect(await at.told(at.sam)).toEqual([]);
  expect(await at.named()).toEqual(["Sam", "Wren", "Cassandra", null]);
});
