import { expect, test } from "vitest";
import { BODY_LIMIT_BYTES } from "@/app/_server/body-limit";
import { MOST_QUESTIONS, SaveNote } from "@/lib/notes/schema";

test("the largest note that may be written fits into one request, in any script", () => {
  const long = (characters: number) => "字".repeat(characters);
  const note = {
    id: crypto.randomUUID(),
    version: 1,
    ...{ problem: long(10_000), process: long(10_000), solution: long(10_000), learning: long(2_000) },
    questions: Array.from({ length: MOST_QUESTIONS }, () => ({ question: long(500), answer: long(5_000) })),
  };
  expect(SaveNote.safeParse(note).success).toBe(true);
  expect(SaveNote.safeParse({ ...note, problem: long(10_001) }).success).toBe(false);
  expect(Buffer.byteLength(JSON.stringify(note))).toBeLessThan(BODY_LIMIT_BYTES);
});
