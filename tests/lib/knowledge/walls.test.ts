import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { people, teams } from "@/db/schema/people";
import { seats, sessions } from "@/db/schema/sessions";
import { exportWalls } from "@/lib/knowledge/export-walls";
import { getWalls } from "@/lib/knowledge/get-walls";
import { DAY_MS, WEEK_MS } from "@/lib/time/instant";
import { aSession, type Company, company } from "@/tests/lib/notes/written";
import { aPerson, aRequest, NOW } from "@/tests/support/company";

const look = async (at: Company, input: unknown = {}, who = at.cleo) => getWalls(await at.as(who), input);

const between = async (at: Company, input: unknown = {}, who = at.cleo) =>
  (await look(at, input, who)).pairs.map(({ from, to, held, unanswered }) => [
    from.name,
    to.name,
    held,
    unanswered,
  ]);

/** A request whose day passed `daysAgo`. */
const passed = (at: Company, by: string, from: string, teamIds: string[], daysAgo = 3) =>
  aRequest(at.db, by, {
    teamId: from,
    teamIds,
    neededByAt: NOW - daysAgo * DAY_MS,
    title: `${daysAgo} days late`,
  });

test("sessions that took place count for the team that asked and the team that sat down with it", async () => {
  const at = await company();
  await aSession(at);
  await aSession(at);
  for (const state of ["booked", "cancelled", "not_held"] as const) await aSession(at, { state });
  await aSession(at, { answer: "declined" });
  await aSession(at, { swapped: true });
  expect(await between(at)).toEqual([["Backend", "Platform ops", 2, 0]]);
});

test("who changed teams since, or left, still counts for the team of that day", async () => {
  const at = await company();
  await aSession(at);
  await at.db.update(people).set({ teamId: at.backend }).where(sql`id = ${at.bo}`);
  await at.db.delete(people).where(sql`id = ${at.bo}`);
  expect(await between(at)).toEqual([["Backend", "Platform ops", 1, 0]]);
});

test("private sessions count for nobody, not for those who sat there either", async () => {
  const at = await company();
  const id = await aSession(at, { isPrivate: true });
  for (const who of [at.ana, at.bo, at.cleo]) {
    const view = await look(at, { from: at.backend, to: at.ops }, who);
    expect([view.pairs, view.chosen?.lastHeldAt, view.teams]).toEqual([[], null, []]);
    expect((await exportWalls(await at.as(who), {})).csv.split("\r\n")).toHaveLength(2);
  }
  // The request of a private session that did not happen is open again, and its day has passed.
  await at.db.update(sessions).set({ state: "not_held" });
  await at.db.execute(
    sql`update requests set state = 'open', needed_by_at = now() - interval '1 day', team_id = ${at.backend};`,
  );
  await at.db.execute(sql`insert into request_need_teams select n.id, ${at.ops} from request_needs n
    join sessions s on s.request_id = n.request_id where s.id = ${id}`);
  expect(await between(at)).toEqual([]);
  await at.db.update(sessions).set({ isPrivate: false });
  const [request] = await at.db.execute<{ at: number }>(
    sql`select (extract(epoch from needed_by_at) * 1000)::float8 as at from requests`,
  );
  const later = { ...(await at.as(at.cleo)), now: (request?.at ?? 0) + DAY_MS };
  expect((await getWalls(later, {})).pairs).toHaveLength(1);
});

test("a request found nobody once its day has passed and it is still open, for each team that it asked", async () => {
  const at = await company();
  await passed(at, at.ana, at.backend, [at.ops, at.backend]);
  await aRequest(at.db, at.ana, { teamId: at.backend, teamIds: [at.ops] });
  for (const state of ["booked", "done", "withdrawn"] as const)
    await aRequest(at.db, at.ana, { teamId: at.backend, teamIds: [at.ops], state, neededByAt: NOW - DAY_MS });
  await passed(at, at.ana, at.backend, []);
  expect(await between(at)).toEqual([["Backend", "Platform ops", 0, 1]]);
});

test("a session with two partners of one team is one session", async () => {
  const at = await company();
  const [dee, times] = [await aPerson(at.db, "Dee", { teamId: at.ops }), {}];
  const id = await aSession(at);
  const [seat] = await at.db.select().from(seats).where(sql`session_id = ${id}`);
  const { startAt, endAt } = seat as { startAt: number; endAt: number };
  await at.db
    .insert(seats)
    .values({ ...times, sessionId: id, personId: dee, role: "partner", teamId: at.ops, startAt, endAt });
  expect(await between(at)).toEqual([["Backend", "Platform ops", 1, 0]]);
});

test("the chosen time is half-open, and each stretch of the trend has what fell into it", async () => {
  const at = await company();
  await aSession(at, { daysAgo: 2 });
  await aSession(at, { daysAgo: 9 });
  await aSession(at, { daysAgo: 10 });
  await aSession(at, { daysAgo: 40 });
  await passed(at, at.ana, at.backend, [at.ops], 20);
  const { pairs, window, stretches, stretchWeeks } = await look(at, { weeks: "4" });
  expect([window, stretches, stretchWeeks]).toEqual([{ start: NOW - 4 * WEEK_MS, end: NOW }, 4, 1]);
  expect(pairs[0]?.counts.toSorted()).toEqual([
    [1, 0, 1],
    [2, 2, 0],
    [3, 1, 0],
  ]);
  expect((await look(at, { weeks: "13" })).pairs[0]?.held).toBe(4);
  for (const weeks of ["5", "x", ["4", "13"], undefined, -1])
    expect((await look(at, { weeks })).weeks).toBe(26);
});

test("a pair says when they last sat down, what found nobody, and how many would learn", async () => {
  const at = await company();
  const { db, cassandra, billing, ops, backend } = at;
  await aSession(at, { daysAgo: 77 });
  for (const days of [1, 5, 9]) await passed(at, at.ana, backend, [ops], days);
  await aPerson(db, "Sam", { teamId: ops, knows: { [cassandra]: "can_teach" } });
  await aPerson(db, "Una", { teamId: ops, wantsToLearn: [billing] });
  await aPerson(db, "Ben", { teamId: backend, knows: { [billing]: "can_do" }, wantsToLearn: [cassandra] });
  await aPerson(db, "Cal", { teamId: backend, wantsToLearn: [cassandra], deactivatedAt: NOW - DAY_MS });
  await aPerson(db, "Dov", { teamId: backend, wantsToLearn: [cassandra, billing] });
  const { chosen, pairs } = await look(at, { weeks: "4" });
  expect(pairs[0]?.verdict).toBe("wall");
  expect(chosen?.there.from.name).toBe("Backend");
  expect(Math.floor((NOW - (chosen?.lastHeldAt ?? NOW)) / WEEK_MS)).toBe(11);
  expect(chosen?.unanswered.map(({ title }) => title)).toEqual(["1 days late", "5 days late", "9 days late"]);
  expect(chosen?.learners).toEqual({
    from: 2,
    to: 1,
    systems: [
      { name: "Cassandra", slug: "cassandra" },
      { name: "billing API", slug: "billing-api" },
    ],
  });
  const back = await look(at, { from: ops, to: backend });
  expect([back.chosen?.there.from.name, back.chosen?.back.unanswered]).toEqual(["Platform ops", 3]);
});

test("a discipline keeps the pairs that one of its teams is in", async () => {
  const at = await company();
  await aSession(at);
  const [web] = await at.db.insert(teams).values({ name: "Web", discipline: "web" }).returning();
  await passed(at, at.ana, at.backend, [web?.id ?? ""]);
  expect(await between(at, { discipline: "web" })).toEqual([["Backend", "Web", 0, 1]]);
  expect(await between(at, { discipline: "nosuch" })).toHaveLength(2);
  expect((await look(at)).disciplines).toEqual(["dev", "ops", "web"]);
});

test("the file has every pair, and a team's name is never a formula", async () => {
  const at = await company();
  await at.db.update(teams).set({ name: '=HYPERLINK("http://x")' }).where(sql`id = ${at.ops}`);
  await aSession(at);
  const { csv, name } = await exportWalls(await at.as(at.cleo), { weeks: "4" });
  expect(name).toBe("deskside-walls-2027-03-01-4-weeks.csv");
  expect(csv.split("\r\n")).toEqual([
    "\ufeffasked by,discipline,sat with,their discipline,from,to,sessions,sessions the other way,requests that found nobody,verdict",
    `Backend,dev,"'=HYPERLINK(""http://x"")",ops,2027-02-01,2027-03-01,1,0,0,`,
    "",
  ]);
});

test("an empty company has no walls", async () => {
  const at = await company();
  const view = await look(at);
  expect([view.pairs, view.teams, view.chosen, view.hasTeams]).toEqual([[], [], null, true]);
});
