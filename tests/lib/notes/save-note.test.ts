import { expect, test } from "vitest";
import { DomainError } from "@/lib/errors";
import { getNote } from "@/lib/notes/get-note";
import { saveNote } from "@/lib/notes/save-note";
import type { NoteConflict, NoteTexts } from "@/lib/notes/schema";
import { refusalOf } from "./refusal";
import { aSession, company, NOTHING, write } from "./written";

const WRITTEN = {
  problem: "Invoice reads stall at month end.",
  process: "We wrote to both keyspaces for ten minutes.",
  solution: "Reads moved behind `invoices_read`.",
  questions: [{ question: "Why three and not two?", answer: "Two leave no quorum." }],
  learning: "A repair compares, it does not copy.",
};

test("what was saved is read back, with the version one higher", async () => {
  const at = await company();
  const id = await aSession(at);
  expect(await getNote(await at.as(at.ana), { id })).toMatchObject({
    version: 0,
    ...NOTHING,
    mayWrite: true,
  });
  const saved = await write(at.db, id, at.ana, WRITTEN);
  expect(saved).toMatchObject({ version: 1, ...WRITTEN, updatedBy: "Ana Ribeiro" });
  expect(await getNote(await at.as(at.ana), { id })).toEqual(saved);
});

test("each writes their own learning and reads the other's", async () => {
  const at = await company();
  const id = await aSession(at);
  await write(at.db, id, at.ana, { learning: "I read compaction logs now." });
  const bos = await write(at.db, id, at.bo, { learning: "Invoices are read twice." }, 1);
  expect(bos.learnings.map(({ name, text, isMine }) => [name, text, isMine])).toEqual([
    ["Ana Ribeiro", "I read compaction logs now.", false],
    ["Bo Larsen", "Invoices are read twice.", true],
  ]);
  const without = await write(at.db, id, at.bo, { learning: "" }, 2);
  expect(without.learnings.map(({ name }) => name)).toEqual(["Ana Ribeiro"]);
});

test("everybody in the company reads a note; only those who sit there write it", async () => {
  const at = await company();
  const id = await aSession(at, { note: WRITTEN });
  expect(await getNote(await at.as(at.cleo), { id })).toMatchObject({
    problem: WRITTEN.problem,
    mayWrite: false,
    learning: "",
  });
  expect((await refusalOf(write(at.db, id, at.cleo, { problem: "mine" }, 1))).code).toBe("forbidden");
  expect(await getNote(await at.as(at.ana), { id })).toMatchObject({ version: 1, ...WRITTEN });
});

test.each([
  ["declined", { answer: "declined" as const }],
  ["was swapped out", { swapped: true }],
])("who %s neither writes the note nor sees a private one", async (_, left) => {
  const at = await company();
  const open = await aSession(at, { ...left, note: WRITTEN });
  expect((await refusalOf(write(at.db, open, at.bo, {}, 1))).code).toBe("forbidden");
  const hidden = await aSession(at, { ...left, isPrivate: true, note: WRITTEN });
  for (const person of [at.bo, at.cleo]) {
    expect((await refusalOf(getNote(await at.as(person), { id: hidden }))).code).toBe("not_found");
    expect((await refusalOf(write(at.db, hidden, person, {}, 1))).code).toBe("not_found");
  }
  expect(await getNote(await at.as(at.ana), { id: hidden })).toMatchObject(WRITTEN);
});

test("a session that did not take place has no note to write", async () => {
  const at = await company();
  for (const state of ["cancelled", "not_held"] as const) {
    const id = await aSession(at, { state });
    expect((await refusalOf(write(at.db, id, at.ana, {}))).code).toBe("not_possible");
  }
});

test("a save against an older version is refused with both texts, part by part", async () => {
  const at = await company();
  const id = await aSession(at);
  await write(at.db, id, at.ana, WRITTEN);
  const bos = { ...NOTHING, problem: "Compaction.", learning: "Reads are paged." };
  const error = await refusalOf(saveNote(await at.as(at.bo), { id, version: 0, ...bos }));
  expect(error.code).toBe("conflict");
  expect(error.detail).toEqual({
    version: 1,
    updatedBy: "Ana Ribeiro",
    parts: ["problem", "process", "solution", "questions"],
    mine: bos,
    theirs: {
      ...WRITTEN,
      questions: [{ id: expect.any(String), ...WRITTEN.questions[0] }] as NoteTexts["questions"],
      learning: "",
    },
  } satisfies NoteConflict);
  expect(await getNote(await at.as(at.bo), { id })).toMatchObject({ version: 1, ...WRITTEN, learning: "" });
});

test("of twenty saves at once the version grows by those that succeed, and none of their texts is lost", async () => {
  const at = await company();
  const id = await aSession(at);
  const ana = await at.as(at.ana);
  const bo = await at.as(at.bo);
  // Each adds a line to what it last saw, and tries again with what the refusal gave it.
  const add = async (n: number) => {
    let seen = { version: 0, problem: "" };
    for (let refused = 0; ; refused++) {
      try {
        const problem = `${seen.problem}\nline ${n}`.trim();
        await saveNote(n % 2 ? ana : bo, { id, ...NOTHING, version: seen.version, problem });
        return refused;
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== "conflict") throw error;
        const { version, theirs } = error.detail as NoteConflict;
        seen = { version, problem: theirs.problem };
      }
    }
  };
  const refused = await Promise.all(Array.from({ length: 20 }, (_, n) => add(n)));
  const note = await getNote(ana, { id });
  expect(note.version).toBe(20);
  expect(note.problem.split("\n").sort()).toEqual(Array.from({ length: 20 }, (_, n) => `line ${n}`).sort());
  expect(refused.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
});

test("a part that is left out of a save stays; what has no version, or no text, is refused", async () => {
  const at = await company();
  const id = await aSession(at, { note: WRITTEN });
  const ana = await at.as(at.ana);
  expect(await saveNote(ana, { id, version: 1, process: "Twice." })).toMatchObject({
    ...WRITTEN,
    version: 2,
    process: "Twice.",
  });
  expect((await refusalOf(saveNote(ana, { id, ...NOTHING }))).fields).toHaveProperty("version");
  const error = await refusalOf(saveNote(ana, { id, version: 2, process: null }));
  expect([error.code, Object.keys(error.fields)]).toEqual(["invalid", ["process"]]);
});

test("different parts are taken from two people who began from the same version", async () => {
  const at = await company();
  const id = await aSession(at, { note: WRITTEN });
  const [ana, bo] = [await at.as(at.ana), await at.as(at.bo)];
  await saveNote(ana, { id, version: 1, problem: "Ana's." });
  await saveNote(bo, { id, version: 1, solution: "Bo's.", learning: "Reads are paged." });
  const error = await refusalOf(saveNote(bo, { id, version: 1, problem: "Bo's.", process: "Bo's." }));
  expect(error.detail).toMatchObject({ version: 3, parts: ["problem"], theirs: { problem: "Ana's." } });
  // What says the same as it is there is no change, and no conflict.
  expect(await saveNote(bo, { id, version: 0, problem: "Ana's." })).toMatchObject({
    version: 3,
    problem: "Ana's.",
    process: WRITTEN.process,
    solution: "Bo's.",
  });
});

test("values that cannot be kept are refused beside their field and nothing changes", async () => {
  const at = await company();
  const id = await aSession(at, { note: WRITTEN });
  const cases: [object, string][] = [
    [{ problem: "a\u0000b" }, "problem"],
    [{ process: "x".repeat(10_001) }, "process"],
    [{ solution: 7 }, "solution"],
    [{ questions: [{ question: "q".repeat(501), answer: "" }] }, "questions.0.question"],
    [{ questions: Array.from({ length: 31 }, () => ({ question: "q", answer: "a" })) }, "questions"],
    [{ learning: "\ud800" }, "learning"],
    [{ version: -1 }, "version"],
  ];
  for (const [part, field] of cases) {
    const error = await refusalOf(saveNote(await at.as(at.ana), { id, version: 1, ...NOTHING, ...part }));
    expect([error.code, Object.keys(error.fields)]).toEqual(["invalid", [field]]);
  }
  for (const other of ["", "1", "00000000-0000-4000-8000-000000000000", "' or true --"])
    expect((await refusalOf(getNote(await at.as(at.ana), { id: other }))).code).toMatch(/invalid|not_found/);
  expect(await getNote(await at.as(at.ana), { id })).toMatchObject({ version: 1, ...WRITTEN });
});

test("questions without any text are not kept, and the order stays", async () => {
  const at = await company();
  const id = await aSession(at);
  const questions = [
    { question: "Second?", answer: "" },
    { question: " ", answer: "" },
    { question: "", answer: "An answer without its question" },
  ];
  const saved = await write(at.db, id, at.ana, { questions });
  expect(saved.questions).toMatchObject([questions[0] as object, questions[2] as object]);
  const [second, other] = saved.questions;
  const again = await write(
    at.db,
    id,
    at.ana,
    { questions: [{ ...other, answer: "So." }, second] as never },
    1,
  );
  expect(again.questions.map((row) => row.id)).toEqual([other?.id, second?.id]);
});
