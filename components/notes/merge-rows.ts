import type { QuestionRow } from "@/lib/notes/schema";

type Rows = readonly QuestionRow[];

/** As the server keeps it: without spaces at either end, in one form of Unicode. */
export const tidy = (text: string): string => text.replace(/\r\n?/g, "\n").normalize("NFC").trim();

export const isBlank = ({ question, answer }: QuestionRow): boolean => !tidy(question) && !tidy(answer);

export const isSameRow = (a: QuestionRow, b: QuestionRow): boolean =>
  tidy(a.question) === tidy(b.question) && tidy(a.answer) === tidy(b.answer);

/**
 * One text that two people may have changed, both from `base`. Where both did, mine stays and it is `isOpen`. What
 * differs only in spaces at its ends is the same, and stays as it was typed.
 */
export function mergeText(base: string | undefined, mine: string, theirs: string) {
  const [b, m, t] = [base === undefined ? undefined : tidy(base), tidy(mine), tidy(theirs)];
  if (m === t || t === b) return { text: mine, isOpen: false };
  return m === b ? { text: theirs, isOpen: false } : { text: mine, isOpen: true };
}

/**
 * Questions that two people may have changed, each row by its id. Rows that one added or changed are there; a row is
 * gone where one removed it and the other left it as it was: a change is worth more than a removal.
 * @returns the ids of rows in which both changed the same text, which stay as mine
 */
export function mergeRows(base: Rows, mine: Rows, theirs: Rows): { rows: QuestionRow[]; open: string[] } {
  const find = (rows: Rows, { id }: QuestionRow) => rows.find((row) => row.id === id);
  const open: string[] = [];
  const rows = theirs.flatMap((row): QuestionRow[] => {
    const own = find(mine, row);
    const was = find(base, row);
    if (!own) return was && isSameRow(row, was) ? [] : [row];
    const question = mergeText(was?.question, own.question, row.question);
    const answer = mergeText(was?.answer, own.answer, row.answer);
    if (question.isOpen || answer.isOpen) open.push(row.id ?? "");
    return [{ id: row.id, question: question.text, answer: answer.text }];
  });
  for (const [at, row] of mine.entries()) {
    if (find(theirs, row)) continue;
    const was = find(base, row);
    if (was && isSameRow(row, was)) continue;
    // After the row that it stood after, as far as that is still there.
    const before = mine.slice(0, at).findLast((one) => find(rows, one));
    rows.splice(before ? rows.findIndex(({ id }) => id === before.id) + 1 : 0, 0, row);
  }
  return { rows, open };
}
