import type { NoteTexts } from "@/lib/notes/schema";

const TEXT_PARTS = ["problem", "process", "solution", "questions", "learning"] as const;
export type TextPart = (typeof TEXT_PARTS)[number];

export type Choice = "mine" | "theirs" | "both";

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The parts of a note that differ. */
export const differing = (a: NoteTexts, b: NoteTexts): TextPart[] =>
  TEXT_PARTS.filter((part) => !isSame(a[part], b[part]));

/**
 * What one wrote and what another saved meanwhile, both begun from `base`. A part that only one of them changed is
 * taken from them; what both changed stays as mine and is `open`, for the person to choose.
 */
export function mergeNote(base: NoteTexts, mine: NoteTexts, theirs: NoteTexts) {
  const open: TextPart[] = [];
  let texts = mine;
  for (const part of differing(mine, theirs)) {
    if (isSame(mine[part], base[part])) texts = { ...texts, [part]: theirs[part] };
    else if (!isSame(theirs[part], base[part])) open.push(part);
  }
  return { texts, open };
}

/** One part as it was chosen. Both: theirs first, then mine. */
export function choose(part: TextPart, choice: Choice, mine: NoteTexts, theirs: NoteTexts): NoteTexts {
  if (choice === "mine") return mine;
  if (choice === "theirs") return { ...mine, [part]: theirs[part] };
  if (part === "questions") {
    const added = mine.questions.filter((row) => !theirs.questions.some((other) => isSame(other, row)));
    return { ...mine, questions: [...theirs.questions, ...added] };
  }
  return { ...mine, [part]: [theirs[part], mine[part]].filter((text) => text.trim() !== "").join("\n\n") };
}
