import { expect, test } from "vitest";
import { choose, mergeNote } from "@/components/notes/merge-note";
import { searchOf, toggled, withoutFilters } from "@/components/notes/search-address";

const BASE = { problem: "p", process: "", solution: "s", questions: [], learning: "" };
const ASKED = { question: "Why?", answer: "So." };

test("parts that only one of two changed are taken from who changed them", () => {
  const mine = { ...BASE, problem: "mine" };
  const theirs = { ...BASE, solution: "theirs", questions: [ASKED] };
  expect(mergeNote(BASE, mine, theirs)).toEqual({
    texts: { ...BASE, problem: "mine", solution: "theirs", questions: [ASKED] },
    open: [],
  });
});

test("a part that both changed stays as mine and waits for a choice; the same change is none", () => {
  const mine = { ...BASE, problem: "mine", process: "same" };
  const theirs = { ...BASE, problem: "theirs", process: "same" };
  expect(mergeNote(BASE, mine, theirs)).toEqual({ texts: mine, open: ["problem"] });
});

test("mine, theirs, or both: nothing of what was chosen is lost", () => {
  const mine = { ...BASE, problem: "mine", questions: [ASKED, { question: "Mine?", answer: "" }] };
  const theirs = { ...BASE, problem: "theirs", questions: [ASKED, { question: "Theirs?", answer: "" }] };
  expect(choose("problem", "mine", mine, theirs).problem).toBe("mine");
  expect(choose("problem", "theirs", mine, theirs).problem).toBe("theirs");
  expect(choose("problem", "both", mine, theirs).problem).toBe("theirs\n\nmine");
  expect(choose("questions", "both", mine, theirs).questions.map(({ question }) => question)).toEqual([
    "Why?",
    "Theirs?",
    "Mine?",
  ]);
});

test("a filter comes off wherever it stands, in the address or in the text", () => {
  const search = searchOf(new URLSearchParams("system=cassandra&q=slow&page=2&empty="));
  expect(search).toBe("q=slow&system=cassandra&page=2");
  expect(toggled(search, "team", "t1", false)).toBe("q=slow&system=cassandra&team=t1");
  expect(toggled(search, "system", "cassandra", true)).toBe("q=slow");
  expect(toggled(searchOf(new URLSearchParams({ q: 'with:"Bo Larsen" slow' })), "with", "id", true)).toBe(
    "q=slow",
  );
  expect(withoutFilters("q=system%3Ax+slow+after%3A2026&team=t&after=2026-01-01")).toBe("q=slow");
});
