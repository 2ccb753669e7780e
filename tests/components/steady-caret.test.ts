import fc from "fast-check";
import { expect, test } from "vitest";
import { placeAfter } from "@/components/notes/steady-caret";

test("a caret stays among its words when others are written around it", () => {
  expect(placeAfter("Reads stall", "Reads and writes stall", 5)).toBe(5);
  expect(placeAfter("Reads stall", "Reads and writes stall", 8)).toBe(19);
  expect(placeAfter("Reads stall", "All reads stall", 0)).toBe(0);
  expect(placeAfter("Reads stall", "", 8)).toBe(0);
  expect(placeAfter("aa", "aaa", 2)).toBe(2);
});

test("before a change a place stays, behind it it keeps its distance to the end, within it goes to its end", () => {
  // Letters of their own, so that it is plain what changed.
  const of = (...letters: string[]) =>
    fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map((all) => all.join(""));
  fc.assert(
    fc.property(of("a", "b"), of("c", "d"), of("e", "f"), of("g", "h"), (head, gone, come, tail) => {
      const [before, after] = [head + gone + tail, head + come + tail];
      for (let place = 0; place <= before.length; place++) {
        const isBehind = place > head.length && place >= head.length + gone.length;
        const end = isBehind ? after.length - (before.length - place) : head.length + come.length;
        expect(placeAfter(before, after, place)).toBe(place <= head.length ? place : end);
      }
    }),
  );
});
