import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { people } from "@/db/schema/people";
import { editRequest } from "@/lib/requests/edit-request";
import { getRequest } from "@/lib/requests/get-request";
import { listBoard } from "@/lib/requests/list-board";
import { listCandidates } from "@/lib/requests/list-candidates";
import { postRequest } from "@/lib/requests/post-request";
import { form, refusalOf, twoTeams } from "./posted";

test("a request can need several people, each of other teams, and name whom to try first", async () => {
  const { asAna, asBo, ops, backend, bo } = await twoTeams();
  const more = [{ teamIds: [ops, backend] }, { teamIds: backend, personId: "" }];
  const { id } = await postRequest(asAna, form({ teamIds: ops, personId: bo, more }));
  const { needs } = await getRequest(asAna, { id });
  expect(
    needs.map(({ teamIds, person, isTaken }) => [new Set(teamIds), person?.name ?? null, isTaken]),
  ).toEqual([
    [new Set([ops]), "Bo Larsen", false],
    [new Set([ops, backend]), null, false],
    [new Set([backend]), null, false],
  ]);
  const [row] = (await listBoard(asBo, {})).rows;
  expect(row?.needs).toEqual([
    { teams: ["Platform ops"], isTaken: false },
    { teams: ["Backend", "Platform ops"], isTaken: false },
    { teams: ["Backend"], isTaken: false },
  ]);
});

test("what is wrong with a seat is said beside it", async () => {
  const { db, asAna, ana, ops, bo } = await twoTeams();
  const fieldsOf = async (over: object) =>
    (await refusalOf(postRequest(asAna, form({ teamIds: ops, ...over })))).fields;
  expect(await fieldsOf({ more: [{ teamIds: ops }, { teamIds: [] }] })).toEqual({
    "more.1.teamIds": "Choose a team, or take this person off again.",
  });
  expect(await fieldsOf({ more: [{ teamIds: bo }] })).toEqual({
    "more.0.teamIds": "One of these teams is not here any more.",
  });
  expect(await fieldsOf({ personId: ana })).toEqual({ personId: "You are in the session anyway." });
  expect(await fieldsOf({ personId: bo, more: [{ teamIds: ops, personId: bo }] })).toEqual({
    "more.0.personId": "This person is named twice. Choose somebody else.",
  });
  expect(await fieldsOf({ more: Array(4).fill({ teamIds: ops }) })).toHaveProperty("more");
  await db.update(people).set({ deactivatedAt: Date.now() }).where(eq(people.id, bo));
  expect(await fieldsOf({ personId: bo })).toEqual({ personId: "This person is not here any more." });
});

test("editing keeps needs what they are, adds and drops them, and what is left out stays", async () => {
  const { asAna, ops, backend, bo } = await twoTeams();
  const more = [{ teamIds: backend, personId: bo }];
  const { id } = await postRequest(asAna, form({ teamIds: ops, more }));
  const before = await getRequest(asAna, { id });
  const edit = (over: object, version: number) =>
    editRequest(asAna, { id, version, title: "Another", ...over });

  await edit({}, 1);
  expect((await getRequest(asAna, { id })).needs).toEqual(before.needs);
  await edit({ more: [{ teamIds: ops }, { teamIds: backend }] }, 2);
  const after = await getRequest(asAna, { id });
  expect(after.needs.map((need) => need.id).slice(0, 2)).toEqual(before.needs.map((need) => need.id));
  expect(after.needs.map(({ teamIds, person }) => [teamIds, person])).toEqual([
    [[ops], null],
    [[ops], null],
    [[backend], null],
  ]);
  await edit({ more: [], personId: bo }, 3);
  const last = await getRequest(asAna, { id });
  expect(last.needs).toEqual([{ ...before.needs[0], person: { id: bo, name: "Bo Larsen" } }]);
  await edit({ personId: "" }, 4);
  expect((await getRequest(asAna, { id })).needs[0]?.person).toBeNull();
});

test("whom a request can name: members of the teams, or whoever can do the systems; never oneself", async () => {
  const { asAna, asBo, backend, ops, cassandra, bo, ana } = await twoTeams();
  const ids = async (as: typeof asAna, input: object) =>
    (await listCandidates(as, input)).map(({ id }) => id);
  expect(await ids(asAna, { teamIds: [backend, ops] })).toEqual([bo]);
  expect(await ids(asBo, { teamIds: backend })).toEqual([ana]);
  expect(await ids(asAna, { systemIds: cassandra })).toEqual([bo]);
  expect(await ids(asBo, { systemIds: cassandra })).toEqual([]);
});
