import fc from "fast-check";
import { expect, test } from "vitest";
import { closest, editDistance } from "@/lib/notes/likeness";

/** The definition, without a table. */
function slow(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const isSwap = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    slow(x, b) + 1,
    slow(a, y) + 1,
    slow(x, y) + same,
    isSwap ? slow(a.slice(0, -2), b.slice(0, -2)) + 1 : Infinity,
  );
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

test("the edit distance is that of its definition", () => {
  fc.assert(fc.property(word, word, (a, b) => editDistance(a, b) === slow(a, b)));
});

const alike = (term: string, similarity: number, notes = 1) => ({ term, similarity, notes });

test("the closest shares most letters and trigrams; of equals, the one in most notes; nothing unlike", () => {
  expect(closest("repiar", [alike("repli", 0.3), alike("repair", 0.27)])?.term).toBe("repair");
  expect(closest("colour", [alike("colous", 0.5), alike("coloun", 0.5, 9)])?.term).toBe("coloun");
  expect(closest("giraffe", [alike("graft", 0.21)])).toBeUndefined();
  expect(closest("giraffe", [])).toBeUndefined();
});
