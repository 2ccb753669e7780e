import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requests } from "@/db/schema/requests";
import { getRequest } from "@/lib/requests/get-request";
import { postRequest } from "@/lib/requests/post-request";
import { contextOf } from "../../support/company";
import { form, refusalOf, twoTeams } from "./posted";

test("a posted request is on the board with the teams, systems and the one seat it asks for", async () => {
  const { asAna, asBo, ops, cassandra, ana, backend } = await twoTeams();
  const { id } = await postRequest(
    asAna,
    form({ teamIds: ops, systemIds: [cassandra], observers: "on", neededBy: "2027-03-05", place: "my_desk" }),
  );
  expect(await getRequest(asBo, { id })).toMatchObject({
    title: "Move invoices to their own keyspace",
    state: "open",
    version: 1,
    lengthMin: 50,
    place: "my_desk",
    observersMax: 1,
    neededBy: "2027-03-05",
    neededByAt: Date.parse("2027-03-06T00:00+01:00"),
    requester: { id: ana, name: "Ana Ruiz", teamId: backend, teamName: "Backend", discipline: "dev" },
    teams: [{ id: ops, name: "Platform ops", discipline: "ops" }],
    systems: [{ id: cassandra, name: "Cassandra", slug: "cassandra" }],
    needs: [{ teamIds: [ops] }],
    sessionId: null,
  });
});

test("without a day it is needed by the same weekday of next week, to its end in the requester's zone", async () => {
  const { db, ana, ops } = await twoTeams();
  const lateInAuckland = Date.parse("2027-03-01T23:30+01:00");
  const context = await contextOf(db, ana, { now: lateInAuckland });
  const { id } = await postRequest(
    { ...context, actor: { ...context.actor, zone: "Pacific/Auckland" } },
    form({ teamIds: ops }),
  );
  const [row] = await db.select().from(requests).where(eq(requests.id, id));
  expect(row?.neededByAt).toBe(Date.parse("2027-03-10T00:00+13:00"));
});

test("the same form sent twice at once is one request", async () => {
  const { db, asAna, ops } = await twoTeams();
  const twice = form({ teamIds: ops });
  const [first, second] = await Promise.all([postRequest(asAna, twice), postRequest(asAna, twice)]);
  expect(second).toEqual(first);
  expect(await postRequest(asAna, twice)).toEqual(first);
  expect(await db.$count(requests)).toBe(1);
});

test("the same form with other words is refused and leads to the first request", async () => {
  const { db, asAna, ops } = await twoTeams();
  const key = randomUUID();
  const first = await postRequest(asAna, form({ key, teamIds: ops }));
  const refusal = await refusalOf(postRequest(asAna, form({ key, teamIds: ops, title: "Something else" })));
  expect([refusal.code, refusal.detail]).toEqual(["conflict", first]);
  expect(await db.$count(requests)).toBe(1);
});

test("a refused form can be put right and sent again under its key", async () => {
  const { asAna, ops } = await twoTeams();
  const key = randomUUID();
  await refusalOf(postRequest(asAna, form({ key })));
  expect(await postRequest(asAna, form({ key, teamIds: ops }))).toHaveProperty("id");
});

test("one person's key is not another's", async () => {
  const { asAna, asBo, ops } = await twoTeams();
  const same = form({ teamIds: ops });
  expect((await postRequest(asAna, same)).id).not.toBe((await postRequest(asBo, same)).id);
});

test("a team named twice, or in capitals, is asked once", async () => {
  const { asAna, ops, cassandra } = await twoTeams();
  const { id } = await postRequest(
    asAna,
    form({ teamIds: [ops, ops.toUpperCase(), ops], systemIds: [cassandra, cassandra] }),
  );
  const request = await getRequest(asAna, { id });
  expect([request.teams.length, request.systems.length]).toEqual([1, 1]);
});

test("the own team may be asked", async () => {
  const { asAna, backend } = await twoTeams();
  expect(await postRequest(asAna, form({ teamIds: backend }))).toHaveProperty("id");
});

test("what is past, the database's clock decides, whatever this process believes", async () => {
  const { db, ana, ops } = await twoTeams();
  const behind = await contextOf(db, ana, { now: Date.parse("2020-01-01T12:00Z") });
  const refusal = await refusalOf(postRequest(behind, form({ teamIds: ops, neededBy: "2020-01-05" })));
  expect(refusal.fields).toEqual({ neededBy: "That day is over. Choose today or a later day." });
});

const HOSTILE: [string, Record<string, unknown>, string][] = [
  ["a title with NUL", { title: "Move\u0000it" }, "title"],
  ["a title of 10,000 characters", { title: "x".repeat(10_000) }, "title"],
  ["an empty title", { title: "   " }, "title"],
  ["a title nobody can see", { title: "\u200b\u200d\u2060" }, "title"],
  ["a title with a lone surrogate", { title: "Move \ud83d it" }, "title"],
  ["a title of two lines", { title: "Move\r\nBcc: all@northlight.example" }, "title"],
  ["a title that is a list", { title: ["Move", "it"] }, "title"],
  ["a title that is missing", { title: undefined }, "title"],
  ["a text with NUL", { body: "a\u0000b" }, "body"],
  ["a text that is too long", { understand: "x".repeat(4001) }, "understand"],
  ["a length of 7 minutes", { lengthMin: "7" }, "lengthMin"],
  ["a length of nothing", { lengthMin: "0" }, "lengthMin"],
  ["a length below nothing", { lengthMin: "-50" }, "lengthMin"],
  ["a length in scientific notation", { lengthMin: "5e1" }, "lengthMin"],
  ["a length of two lengths", { lengthMin: ["25", "50"] }, "lengthMin"],
  ["an infinite length", { lengthMin: Number.POSITIVE_INFINITY }, "lengthMin"],
  ["an infinite date", { neededBy: "infinity" }, "neededBy"],
  ["the 30th of February", { neededBy: "2027-02-30" }, "neededBy"],
  ["no date", { neededBy: "" }, "neededBy"],
  ["a date with a time", { neededBy: "2027-03-05T10:00" }, "neededBy"],
  ["a day two years ahead", { neededBy: "2029-03-01" }, "neededBy"],
  ["a day that is over", { neededBy: "2026-01-01" }, "neededBy"],
  ["a place that is none", { place: "the pub" }, "place"],
  ["no team and no system", { teamIds: [] }, "teamIds"],
  ["a team that is not here", { teamIds: randomUUID() }, "teamIds"],
  ["a system that is not here", { systemIds: randomUUID() }, "systemIds"],
  ["a team that is SQL", { teamIds: "'; drop table requests; --" }, "teamIds.0"],
  ["a list of teams within a list", { teamIds: [[randomUUID()]] }, "teamIds.0"],
  ["a hundred teams", { teamIds: Array.from({ length: 100 }, () => randomUUID()) }, "teamIds"],
  ["a key that is none", { key: "1" }, "key"],
];

describe("refused beside its field:", () => {
  let company: Awaited<ReturnType<typeof twoTeams>>;
  beforeAll(async () => {
    company = await twoTeams();
  });
  afterAll(() => company.drop());

  test.each(HOSTILE)("%s", async (_, part, field) => {
    const { db, asAna, ops } = company;
    const refusal = await refusalOf(postRequest(asAna, form({ teamIds: ops, ...part })));
    expect(refusal.code).toBe("invalid");
    expect(Object.keys(refusal.fields)).toEqual([field]);
    expect(refusal.fields[field]).toMatch(/^[A-Z].*\.$/s);
    expect(await db.$count(requests)).toBe(0);
  });
});

test("a team's id given as a system is not a system", async () => {
  const { asAna, ops } = await twoTeams();
  const refusal = await refusalOf(postRequest(asAna, form({ systemIds: ops })));
  expect(refusal.fields).toHaveProperty("systemIds");
});

test("ids of a request that are none, or nobody's, are refused", async () => {
  const { asAna } = await twoTeams();
  expect((await refusalOf(getRequest(asAna, { id: randomUUID() }))).code).toBe("not_found");
  expect((await refusalOf(getRequest(asAna, { id: "new" }))).code).toBe("invalid");
  expect((await refusalOf(getRequest(asAna, null))).code).toBe("invalid");
});
