import { expect, test } from "vitest";
import { madeUpProse, WORDS } from "@/tests/measure/made-up-prose";
import { measure } from "@/tests/measure/notes";
import { UsageError } from "@/tests/measure/usage-error";
import "@/tests/support/database"; // asks for the server of this run

test("every kind of search is timed on made-up notes, and most of them find something", async () => {
  const { notes, ms, bytes } = await measure(["--count", "300", "--searches", "1"]);
  expect(notes).toBe(300);
  for (const { p50, p95, runs } of Object.values(ms)) {
    expect(runs).toBe(1);
    expect(p50).toBeGreaterThan(0);
    expect(p95).toBeGreaterThanOrEqual(p50);
  }
  for (const kind of ["common", "two common words", "all of three words", "phrase of two", "newest"])
    expect(ms[kind]?.found, kind).toBe(1);
  expect(bytes.index).toBeGreaterThan(100_000);
}, 60_000);

test("the prose has a rank for each of 60,000 words, a median of 150 words, and is the same each time", () => {
  const prose = madeUpProse(1);
  expect(prose.words).toHaveLength(WORDS);
  const notes = Array.from({ length: 300 }, (_, n) => prose.note(n).parts.join(" ").split(" "));
  const lengths = notes.map(({ length }) => length).sort((a, b) => a - b);
  expect(lengths[150]).toBeGreaterThan(125);
  expect(lengths[150]).toBeLessThan(175);
  const most = prose.words[0] as string;
  const share = notes.flat().filter((word) => word.replace(".", "") === most).length / notes.flat().length;
  expect(share).toBeGreaterThan(0.07);
  expect(share).toBeLessThan(0.1);
  expect(madeUpProse(1).note(7)).toEqual(prose.note(7));
  expect(madeUpProse(2).note(7)).not.toEqual(prose.note(7));
});

test.each([["--count", "99"], ["--count", "many"], ["--searches", "0"], ["--kinds", "all"], ["7"]])(
  "the arguments %s %s are refused with one sentence",
  async (...args) => {
    const refusal = await measure(args.filter((arg) => arg !== undefined)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toMatch(/^[^\n]+\.$/);
  },
);
