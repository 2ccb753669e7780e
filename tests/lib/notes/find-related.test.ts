import { expect, test } from "vitest";
import { findRelated } from "@/lib/notes/find-related";
import { refreshSearch } from "@/lib/notes/refresh-search";
import { NOW } from "@/tests/support/company";
import { aSession, type Company, company } from "./written";

async function library() {
  const at = await company();
  const repair = await aSession(at, {
    title: "Why a repair ran for nine hours",
    systemIds: [at.cassandra],
    note: {
      problem: "It began on Monday.",
      solution: "We lowered the replication factor of the keyspace first.",
    },
  });
  const secret = await aSession(at, {
    title: "Keyspace repair and replication in secret",
    isPrivate: true,
    note: { problem: "The replication factor of the keyspace leaked." },
  });
  for (const title of ["Invoices that arrive twice", "A pager that never rings", "Slow pages on Fridays"])
    await aSession(at, {
      title,
      systemIds: [at.billing],
      note: { problem: "We looked at the log together." },
    });
  await refreshSearch({ db: at.db, now: NOW });
  return { ...at, repair, secret };
}

const related = async (at: Company, input: object, who = at.cleo) =>
  (await findRelated(await at.as(who), input)).notes;

test("a request finds the note on the same thing, with the passage that fits and who was there", async () => {
  const at = await library();
  const [note, ...others] = await related(at, {
    title: "Choose a replication factor",
    text: "For a new keyspace.",
  });
  expect(others).toEqual([]);
  expect(note).toMatchObject({ id: at.repair, passage: { part: "solution" }, outOfDate: null });
  expect(note?.people.map(({ name }) => name)).toEqual(["Ana Ribeiro", "Bo Larsen"]);
  expect(note?.passage?.pieces).toContainEqual({ text: "replication", isHit: true });
});

test("the systems count, a word in common by chance does not, and nothing written finds nothing", async () => {
  const at = await library();
  expect((await related(at, { title: "Repair", systemIds: [at.cassandra] })).map(({ id }) => id)).toEqual([
    at.repair,
  ]);
  expect(await related(at, { title: "Rotate the certificates of the push gateway together" })).toEqual([]);
  for (const input of [{}, { title: "" }, { title: "the of", text: "and" }, { title: 7, text: ["x"] }])
    expect(await related(at, input)).toEqual([]);
});

test("private notes are related for those who sat there alone, and never to their own request", async () => {
  const at = await library();
  const asked = { title: "Keyspace replication factor", text: "secret" };
  expect((await related(at, asked)).map(({ id }) => id)).not.toContain(at.secret);
  expect((await related(at, asked, at.bo)).map(({ id }) => id)).toContain(at.secret);
  const [row] = await at.sql<{ id: string }[]>`select request_id as id from sessions where id = ${at.repair}`;
  expect((await related(at, { ...asked, requestId: row?.id })).map(({ id }) => id)).not.toContain(at.repair);
});
