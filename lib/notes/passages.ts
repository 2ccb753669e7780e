import type { Piece } from "./schema";

/**
 * Text with marks around its hits as pieces. Markdown's signs are taken away, since a passage is a line and not a page.
 * A mark that has no partner marks nothing.
 */
export function piecesOf(marked: string, start: string, end: string): Piece[] {
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
