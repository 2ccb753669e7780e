import type { Passage, Piece } from "./schema";

/** Marks around what is highlighted: control characters, which no text here can hold. */
export const HIT_START = "\u0002";
export const HIT_END = "\u0003";

/** A part of a note as it is read from the database, around its hits; `isCut...`: whether the part goes on there. */
export type MarkedPassage = Pick<Passage, "part" | "by"> & {
  readonly text: string;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
};

export const passageOf = ({ part, by, text, isCutBefore, isCutAfter }: MarkedPassage): Passage => ({
  part,
  by,
  pieces: [
    ...(isCutBefore ? [{ text: "… ", isHit: false }] : []),
    ...piecesOf(text),
    ...(isCutAfter ? [{ text: " …", isHit: false }] : []),
  ],
});

/**
 * Text with marks around its hits as pieces. Markdown's signs are taken away, since a passage is a line and not a page.
 * A mark that has no partner marks nothing.
 */
export function piecesOf(marked: string, start = HIT_START, end = HIT_END): Piece[] {
  const pieces: Piece[] = [];
  for (const [at, part] of plain(marked).split(start).entries()) {
    const [first = "", ...others] = part.split(end);
    const [hit, rest] = at === 0 ? ["", [first, ...others]] : [first, others];
    if (hit) pieces.push({ text: hit, isHit: true });
    const after = rest.join("");
    if (after) pieces.push({ text: after, isHit: false });
  }
  return pieces;
}

const plain = (markdown: string): string =>
  markdown
    .replace(/```[\w-]*/g, " ")
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, "$1")
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}\.)[ \t]+/gm, "")
    .replace(/\*\*|`/g, "")
    .replace(/(^|[\s(])\*(\S(?:[^*\n]*\S)?)\*/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim();
