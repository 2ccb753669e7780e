import type { DiffPiece } from "./schema";

/** Cells of the table below; what is longer is told as gone and come, whole. */
const MOST_CELLS = 1_000_000;

/**
 * What changed from one text to another, word by word, by their longest common subsequence. The pieces without
 * `added` are the first text, those without `removed` the second.
 */
export function diffTexts(from: string, to: string): DiffPiece[] {
  const a = wordsOf(from);
  const b = wordsOf(to);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const pieces: DiffPiece[] = a.slice(0, head).map(same);
  pieces.push(...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)));
  pieces.push(...a.slice(a.length - tail).map(same));
  return joined(pieces);
}

const same = (text: string): DiffPiece => ({ text, kind: "same" });
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{M}\p{N}_]+|./gsu) ?? [];

function middle(a: readonly string[], b: readonly string[]): DiffPiece[] {
  const gone = (text: string): DiffPiece => ({ text, kind: "removed" });
  const come = (text: string): DiffPiece => ({ text, kind: "added" });
  if (a.length * b.length > MOST_CELLS) return [...a.map(gone), ...b.map(come)];
  const width = b.length + 1;
  // Longest common subsequence of a from i and b from j.
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pieces: DiffPiece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      pieces.push(same(x));
      i++;
      j++;
    } else if (x !== undefined && (y === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push(gone(x));
      i++;
    } else {
      pieces.push(come(y as string));
      j++;
    }
  }
  return pieces;
}

function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const whole: DiffPiece[] = [];
  for (const { text, kind } of pieces) {
    const last = whole.at(-1);
    if (last?.kind === kind) whole[whole.length - 1] = { kind, text: last.text + text };
    else whole.push({ kind, text });
  }
  return whole;
}
