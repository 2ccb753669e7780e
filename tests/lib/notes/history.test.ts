import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffTexts } from "@/lib/notes/diff-texts";
import { followNote } from "@/lib/notes/follow-note";
import { getNote } from "@/lib/notes/get-note";
import { getNoteHistory } from "@/lib/notes/get-note-history";
import { markHolding, markOutOfDate } from "@/lib/notes/mark-out-of-date";
import { saveNote } from "@/lib/notes/save-note";
import { refusalOf } from "./refusal";
import { aSession, type Company, company } from "./written";

const told = async (at: Company, id: string) => {
  const { changes } = await getNoteHistory(await at.as(at.cleo), { id });
  return changes.map(({ by, kind, parts, reason }) => [
    by,
    kind,
    reason ||
      parts.map(({ part, pieces }) => `${part}: ${pieces.map(({ text }) => text).join("|")}`).join("; "),
  ]);
};

test("what one person writes in some minutes is one entry, as long as nobody else changed the same part", async () => {
  const at = await company();
  const id = await aSession(at);
  const [ana, bo] = [await at.as(at.ana), await at.as(at.bo)];
  await saveNote(ana, { id, version: 0, problem: "Reads" });
  await saveNote(bo, { id, version: 1, solution: "A flag." });
  await saveNote(ana, { id, version: 2, problem: "Reads stall." });
  expect(await told(at, id)).toEqual([
    ["Ana Ribeiro", "written", "problem: Reads stall."],
    ["Bo Larsen", "written", "solution: A flag."],
  ]);
  await saveNote(bo, { id, version: 3, problem: "Writes stall." });
  await saveNote(ana, { id, version: 4, problem: "Writes stall at night." });
  expect((await told(at, id)).slice(0, 2)).toEqual([
    ["Ana Ribeiro", "written", "problem: Writes stall| at night|."],
    ["Bo Larsen", "written", "problem: Reads|Writes| stall."],
  ]);
});

test("whoever turns to another part after somebody changed theirs does not carry their old change past that", async () => {
  const at = await company();
  const id = await aSession(at);
  const [ana, bo] = [await at.as(at.ana), await at.as(at.bo)];
  await saveNote(ana, { id, version: 0, problem: "Reads" });
  await saveNote(bo, { id, version: 1, problem: "Writes" });
  await saveNote(ana, { id, version: 2, process: "Traced." });
  await saveNote(ana, { id, version: 3, problem: "Writes stall" });
  expect(await told(at, id)).toEqual([
    ["Ana Ribeiro", "written", "problem: Writes| stall; process: Traced."],
    ["Bo Larsen", "written", "problem: Reads|Writes"],
    ["Ana Ribeiro", "written", "problem: Reads"],
  ]);
});

test("what was typed and taken back within the same minutes is no change", async () => {
  const at = await company();
  const id = await aSession(at, { note: { problem: "Reads" } });
  const bo = await at.as(at.bo);
  await saveNote(bo, { id, version: 1, problem: "Reads?" });
  await saveNote(bo, { id, version: 2, problem: "Reads" });
  expect(await told(at, id)).toEqual([["Ana Ribeiro", "written", "problem: Reads"]]);
});

test("after ten minutes a correction is an entry of its own, with what stood there before", async () => {
  const at = await company();
  const id = await aSession(at, {
    note: { problem: "Reads.", questions: [{ question: "Why?", answer: "" }] },
  });
  await at.sql`update note_versions set started_at = started_at - interval '11 minutes', at = at - interval '10 minutes'`;
  const [row] = (await getNote(await at.as(at.ana), { id })).questions;
  await saveNote(await at.as(at.ana), { id, version: 1, questions: [{ ...row, answer: "So." }] });
  expect(await told(at, id)).toEqual([
    ["Ana Ribeiro", "written", "questions: Why?|\nSo."],
    ["Ana Ribeiro", "written", "problem: Reads.; questions: Why?"],
  ]);
});

test("anybody who may read a note says that it is out of date and why, or that it holds; the history keeps both", async () => {
  const at = await company();
  const id = await aSession(at, { note: { problem: "By hand." } });
  const cleo = await at.as(at.cleo);
  await markOutOfDate(cleo, { id, reason: "moved to Terraform in October" });
  expect(await getNote(await at.as(at.ana), { id })).toMatchObject({
    version: 2,
    outOfDate: { by: "Cleo Martin", reason: "moved to Terraform in October", at: expect.any(Number) },
  });
  await markHolding(await at.as(at.bo), { id });
  await markHolding(await at.as(at.bo), { id });
  expect((await getNote(cleo, { id })).outOfDate).toBeNull();
  expect((await told(at, id)).slice(0, 2)).toEqual([
    ["Bo Larsen", "holds", ""],
    ["Cleo Martin", "out_of_date", "moved to Terraform in October"],
  ]);
  expect((await refusalOf(markOutOfDate(cleo, { id, reason: " " }))).fields).toHaveProperty("reason");
  const unwritten = await aSession(at);
  expect((await refusalOf(markOutOfDate(cleo, { id: unwritten, reason: "x" }))).code).toBe("not_possible");
});

test("a mark reaches who has the note open, and stands in nobody's way", async () => {
  const at = await company();
  const id = await aSession(at);
  const [ana, bo] = [await at.as(at.ana), await at.as(at.bo)];
  const opened = await saveNote(ana, { id, version: 0, problem: "By hand.", learning: "Slow." });
  await markOutOfDate(await at.as(at.cleo), { id, reason: "Terraform" });
  const news = (await followNote(bo, { id, version: opened.version })).note;
  expect(news).toMatchObject({ version: 2, outOfDate: { reason: "Terraform" }, updatedBy: "Ana Ribeiro" });
  expect(news?.updatedAt).toBe(opened.updatedAt);
  // Every part, by whom it was open before the mark.
  const written = { problem: "By a script.", process: "p", solution: "s", learning: "Quick." };
  const saved = await saveNote(ana, {
    ...{ id, version: opened.version, ...written },
    questions: [{ question: "Why?", answer: "" }],
  });
  expect(saved).toMatchObject({ ...written, version: 3, outOfDate: { reason: "Terraform" } });
  await markHolding(bo, { id });
  expect((await followNote(ana, { id, version: 3 })).note).toMatchObject({ version: 4, outOfDate: null });
  // What somebody did write since is still a conflict.
  const late = saveNote(bo, { id, version: opened.version, solution: "Bo's." });
  expect((await refusalOf(late)).code).toBe("conflict");
});

describe("what a page that writes asks for", () => {
  test("the note where it has changed, and who writes where, for some seconds", async () => {
    const at = await company();
    const id = await aSession(at);
    const [ana, bo] = [await at.as(at.ana), await at.as(at.bo)];
    expect(await followNote(ana, { id, version: 0, part: "problem" })).toEqual({
      note: null,
      writers: [],
      mayWrite: true,
    });
    const writers = [{ name: "Ana Ribeiro", discipline: "dev", part: "problem" }];
    expect(await followNote(bo, { id, version: 0 })).toEqual({ note: null, writers, mayWrite: true });
    const saved = await saveNote(ana, { id, version: 0, problem: "Reads." });
    expect((await followNote(bo, { id, version: 0 })).note).toEqual(await getNote(bo, { id }));
    expect((await followNote(bo, { id, version: saved.version })).note).toBeNull();
    await at.sql`update note_writers set at = at - interval '11 seconds'`;
    expect((await followNote(bo, { id, version: 1 })).writers).toEqual([]);
    await followNote(ana, { id, version: 1, part: "solution" });
    await followNote(ana, { id, version: 1 });
    expect((await followNote(bo, { id, version: 1 })).writers).toEqual([]);
    // Who does not sit there is told nothing.
    expect(await followNote(await at.as(at.cleo), { id, version: 0, part: "problem" })).toEqual({
      note: null,
      writers: [],
      mayWrite: false,
    });
  });
});

test("a difference is the first text without what came, and the second without what went", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", " ", "\n", "word", "é", "🙂"), { maxLength: 12 })
    .map((t) => t.join(""));
  fc.assert(
    fc.property(text, text, (from, to) => {
      const pieces = diffTexts(from, to);
      const without = (kind: string) =>
        pieces.flatMap((one) => (one.kind === kind ? [] : [one.text])).join("");
      expect([without("added"), without("removed")]).toEqual([from, to]);
      if (from === to) expect(pieces.every(({ kind }) => kind === "same")).toBe(true);
    }),
  );
});
