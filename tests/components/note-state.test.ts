import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeRows } from "@/components/notes/merge-rows";
import {
  isHeldBack,
  received,
  refusedWith,
  settled,
  startFrom,
  toSend,
  unsaved,
  withoutRefused,
} from "@/components/notes/note-state";
import { type NoteTexts, TEXT_PARTS } from "@/lib/notes/schema";

const BASE: NoteTexts = { problem: "p", process: "", solution: "s", questions: [], learning: "" };
const row = (id: string, question: string, answer = "") => ({ id, question, answer });
const stateOf = (base: NoteTexts, texts: NoteTexts, version = 1) => ({
  ...startFrom({ version, texts: base }),
  texts,
});
const newId = () => "new";

test("parts that only one of two changed are taken from who changed them", () => {
  const mine = { ...BASE, problem: "mine" };
  const theirs = { ...BASE, solution: "theirs", questions: [row("a", "Why?")] };
  const state = received(stateOf(BASE, mine), { version: 2, texts: theirs });
  expect(state.texts).toEqual({ ...theirs, problem: "mine" });
  expect(state.open).toEqual({});
  expect(toSend(state)).toEqual({ problem: "mine" });
});

test("a part that both changed stays as mine, is not sent, and is chosen", () => {
  const mine = { ...BASE, problem: "mine", process: "same", solution: "s2" };
  const theirs = { ...BASE, problem: "theirs", process: "same" };
  const state = received(stateOf(BASE, mine), { version: 2, texts: theirs });
  expect(state.texts).toEqual(mine);
  expect(Object.keys(state.open)).toEqual(["problem"]);
  expect(toSend(state)).toEqual({ solution: "s2" });
  // While nobody has chosen, what they save further does not choose either.
  const later = received(state, { version: 3, texts: { ...theirs, learning: "l" } });
  expect(Object.keys(later.open)).toEqual(["problem"]);
  const problem = (choice: "mine" | "theirs" | "both") =>
    settled(later, "problem", choice, newId).texts.problem;
  expect([problem("mine"), problem("theirs"), problem("both")]).toEqual(["mine", "theirs", "theirs\n\nmine"]);
  expect(toSend(settled(later, "problem", "mine", newId))).toEqual({ problem: "mine", solution: "s2" });
});

test("two people work on different questions at once, and on two new ones", () => {
  const base = [row("a", "A?"), row("b", "B?"), row("c", "C?")];
  const mine = [row("a", "A?", "mine"), row("b", "B?"), row("c", "C?"), row("m", "M?")];
  const theirs = [row("a", "A?"), row("b", "B?", "theirs"), row("t", "T?")];
  expect(mergeRows(base, mine, theirs)).toEqual({
    rows: [row("a", "A?", "mine"), row("b", "B?", "theirs"), row("m", "M?"), row("t", "T?")],
    open: [],
  });
});

test("one question in which both changed the same is open, the others are not", () => {
  const base = { ...BASE, questions: [row("a", "A?"), row("b", "B?")] };
  const mine = { ...BASE, questions: [row("a", "A?", "mine"), row("b", "B?", "mine")] };
  const theirs = { ...BASE, questions: [row("a", "A?!", "theirs"), row("b", "B?")] };
  const state = received(stateOf(base, mine), { version: 2, texts: theirs });
  expect(state.open).toEqual({ questions: ["a"] });
  expect(state.texts.questions).toEqual([row("a", "A?!", "mine"), row("b", "B?", "mine")]);
  expect(settled(state, "questions", "theirs", newId).texts.questions).toEqual([
    row("a", "A?!", "theirs"),
    row("b", "B?", "mine"),
  ]);
  expect(settled(state, "questions", "both", newId).texts.questions).toHaveLength(3);
});

test("what this page sent itself is not somebody else's, though more was typed since", () => {
  const sent = { ...stateOf(BASE, { ...BASE, problem: "p and" }), sent: { problem: "p and" } };
  const typed = { ...sent, texts: { ...BASE, problem: "p and more" } };
  const state = received(typed, { version: 2, texts: { ...BASE, problem: "p and" } });
  expect(state.open).toEqual({});
  expect(state.texts.problem).toBe("p and more");
});

test("a space at the end stays while it is typed, and is nothing to save", () => {
  const state = received(stateOf(BASE, { ...BASE, problem: "word " }), {
    version: 2,
    texts: { ...BASE, problem: "word" },
  });
  expect(state.texts.problem).toBe("word ");
  expect(unsaved(state)).toEqual([]);
});

const words = fc.constantFrom("", "a", "b", "c", "a\nb");
const texts: fc.Arbitrary<NoteTexts> = fc.record({
  problem: words,
  process: words,
  solution: words,
  learning: words,
  questions: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("1", "2", "3", "4"),
      question: fc.constantFrom("x", "y"),
      answer: words,
    }),
    { selector: ({ id }) => id },
  ),
});

test("whatever two people wrote: what I changed stands, and what only they changed has come", () => {
  fc.assert(
    fc.property(texts, texts, texts, (base, mine, theirs) => {
      const state = received(stateOf(base, mine), { version: 2, texts: theirs });
      for (const part of TEXT_PARTS) {
        if (part === "questions") continue;
        const iDid = mine[part] !== base[part];
        expect(state.texts[part]).toBe(iDid ? mine[part] : theirs[part]);
        const bothDid = iDid && theirs[part] !== base[part] && mine[part] !== theirs[part];
        expect(part in state.open).toBe(bothDid);
      }
      for (const own of mine.questions) {
        const was = base.questions.find(({ id }) => id === own.id);
        const now = state.texts.questions.find(({ id }) => id === own.id);
        if (own.question !== was?.question) expect(now?.question).toBe(own.question);
        if (own.answer !== was?.answer) expect(now?.answer).toBe(own.answer);
      }
      for (const other of theirs.questions) {
        const was = base.questions.find(({ id }) => id === other.id);
        const isTheirs = other.question !== was?.question || other.answer !== was?.answer;
        if (isTheirs) expect(state.texts.questions.map(({ id }) => id)).toContain(other.id);
      }
      const ids = state.texts.questions.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test("receiving the same again changes nothing, and all that was chosen is sent", () => {
  fc.assert(
    fc.property(
      texts,
      texts,
      texts,
      fc.constantFrom("mine", "theirs", "both"),
      (base, mine, theirs, choice) => {
        const now = { version: 2, texts: theirs };
        let state = received(stateOf(base, mine), now);
        expect(received(state, now)).toEqual(state);
        for (const part of TEXT_PARTS)
          if (state.open[part]) state = settled(state, part, choice as "mine", newId);
        expect(Object.keys(toSend(state)).sort()).toEqual(unsaved(state).sort());
      },
    ),
  );
});

test("what was refused is held back until it is another text; the other parts go", () => {
  const state = stateOf(BASE, { ...BASE, problem: "long", solution: "s2" });
  const refusal = { message: "No.", fields: { problem: "Too long." }, parts: toSend(state) };
  expect(withoutRefused(state, refusal)).toEqual({ solution: "s2" });
  expect(isHeldBack(state, refusal)).toBe(true);
  const shorter = { ...state, texts: { ...state.texts, problem: "short" } };
  expect(withoutRefused(shorter, refusal)).toEqual({ problem: "short", solution: "s2" });
  expect(isHeldBack(shorter, refusal)).toBe(false);
  // Signed out, for instance: nothing goes, until something is written.
  const noField = { ...refusal, fields: {} };
  expect(withoutRefused(state, noField)).toEqual({});
  expect(isHeldBack(received(state, { version: 2, texts: state.texts }), noField)).toBe(false);
});

test("a page that came out of the browser's memory with an older version is no change by somebody else", () => {
  const draft = stateOf({ ...BASE, problem: "p2" }, { ...BASE, problem: "p2 and more" }, 7);
  expect(received(draft, { version: 5, texts: BASE })).toEqual(draft);
});

test("where the server has gone back to an older version, what is different is chosen, and the rest is sent again", () => {
  const texts = { ...BASE, problem: "p2", process: "new", questions: [row("a", "A?")] };
  const state = refusedWith(stateOf(texts, texts, 9), { version: 3, texts: BASE }, 9);
  expect(state.texts).toEqual(texts);
  expect(state.base.version).toBe(3);
  expect(Object.keys(state.open)).toEqual(["problem"]);
  expect(toSend(state)).toEqual({ process: "new", questions: texts.questions });
  // An answer that was overtaken by news says nothing new.
  const newer = stateOf(texts, texts, 9);
  expect(refusedWith(newer, { version: 8, texts: BASE }, 7)).toEqual(newer);
});
