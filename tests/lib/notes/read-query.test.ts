import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "@/lib/notes/passages";
import { readAfter, readQuery } from "@/lib/notes/read-query";

const NONE = { words: [], phrases: [], without: [], system: [], team: [], with: [], after: [] };

test("words, phrases, what must not be there, and filters are told apart", () => {
  expect(
    readQuery('why "never finished" -puppet -"big bang" System:cassandra with:"Bo Larsen" after:2026-01-01'),
  ).toEqual({
    ...{ words: ["why"], phrases: ["never finished"], without: ["puppet", "big bang"] },
    ...{ system: ["cassandra"], team: [], with: ["Bo Larsen"], after: ["2026-01-01"] },
  });
});

test("a quote that never closes, a lone minus and an operator without a value are words or nothing", () => {
  expect(readQuery('"unclosed phrase')).toEqual({ ...NONE, words: ['"unclosed', "phrase"] });
  expect(readQuery('- "" system:')).toEqual({ ...NONE, words: ["-", "system:"] });
});

test("a year is its first day; of several dates the last that exists counts", () => {
  expect(readAfter(["2026"])).toEqual({ after: "2026-01-01", unread: [] });
  expect(readAfter(["2026-03-01", "2026-02-30", "soon"])).toEqual({
    after: "2026-03-01",
    unread: ["after:2026-02-30", "after:soon"],
  });
});

test("every text has a reading of at most 64 terms", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const count = Object.values(readQuery(text)).flat().length;
      expect(count).toBeLessThanOrEqual(64);
    }),
  );
});

test("pieces hold the text between the marks, and no mark", () => {
  expect(piecesOf("a <hit> b <hit>", "<", ">")).toEqual([
    { text: "a ", isHit: false },
    { text: "hit", isHit: true },
    { text: " b ", isHit: false },
    { text: "hit", isHit: true },
  ]);
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      expect(piecesOf(text, "<", ">").every((piece) => !/[<>]/.test(piece.text))).toBe(true);
    }),
  );
});

test("markdown's signs are taken away and what they stand around stays", () => {
  const [piece] = piecesOf(
    "## Head\n- see [the page](https://a.example) and `code_name`\n```sql\nselect 1\n```",
    "<",
    ">",
  );
  expect(piece?.text).toBe("Head see the page and code_name select 1");
});
