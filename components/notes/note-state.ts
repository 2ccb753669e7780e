import { type NoteTexts, type QuestionRow, TEXT_PARTS, type TextPart } from "@/lib/notes/schema";
import { isBlank, isSameRow, mergeRows, mergeText, tidy } from "./merge-rows";

export type Choice = "mine" | "theirs" | "both";
export type SomeTexts = { readonly [P in TextPart]?: NoteTexts[P] };
export type Base = { readonly version: number; readonly texts: NoteTexts };

/** A note while it is written. */
export type NoteState = {
  /** What the server has, as far as this page knows. */
  readonly base: Base;
  /** What stands in the fields. */
  readonly texts: NoteTexts;
  /** What both changed, until somebody chooses; of the questions, which rows. It is not saved before. */
  readonly open: { readonly [P in TextPart]?: readonly string[] };
  /** What is on its way to the server, or was when the page went: met again, it is not somebody else's. */
  readonly sent: SomeTexts;
};

export const startFrom = (base: Base): NoteState => ({ base, texts: base.texts, open: {}, sent: {} });

/** The texts of a view, and nothing else. */
export const textsOf = ({ problem, process, solution, questions, learning }: NoteTexts): NoteTexts => ({
  ...{ problem, process, solution, learning },
  questions: questions.map(({ id, question, answer }) => ({ id, question, answer })),
});

const filled = (rows: readonly QuestionRow[]) => rows.filter((row) => !isBlank(row));

function isSame(a: NoteTexts[TextPart], b: NoteTexts[TextPart]): boolean {
  if (typeof a === "string" || typeof b === "string") return tidy(String(a)) === tidy(String(b));
  const [x, y] = [filled(a), filled(b)];
  return x.length === y.length && x.every((row, at) => isSameRow(row, y[at] as QuestionRow));
}

/** What is not saved: the parts that say something else than the server's. */
export const unsaved = ({ base, texts }: NoteState): TextPart[] =>
  TEXT_PARTS.filter((part) => !isSame(texts[part], base.texts[part]));

/** What can be sent: what is not saved, without what waits for a choice. Rows without any text are none. */
export function toSend(state: NoteState): SomeTexts {
  const { texts, open } = state;
  const parts: SomeTexts = {};
  for (const part of unsaved(state)) {
    if (open[part]) continue;
    Object.assign(parts, { [part]: part === "questions" ? filled(texts.questions) : texts[part] });
  }
  return parts;
}

/** What the server would not take, and why: a sentence for each field, where fields are at fault. */
export type Refusal = {
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly parts: SomeTexts;
};

/**
 * What can be sent, less what was refused: that is not sent again before it is another text. Where no part is at fault,
 * all of them are.
 */
export function withoutRefused(state: NoteState, refusal: Refusal | null): SomeTexts {
  const parts = toSend(state);
  if (refusal === null) return parts;
  const faulty = Object.keys(refusal.fields).map((path) => path.split(".")[0] ?? "");
  return Object.fromEntries(
    Object.entries(parts).filter(
      ([part, text]) =>
        (faulty.length > 0 && !faulty.includes(part)) ||
        JSON.stringify(refusal.parts[part as TextPart]) !== JSON.stringify(text),
    ),
  );
}

/** Whether anything still stands there as it was refused. */
export const isHeldBack = (state: NoteState, refusal: Refusal | null): boolean =>
  Object.keys(withoutRefused(state, refusal)).length < Object.keys(toSend(state)).length;

/**
 * What the server has now, taken in. A part or a row that only one side changed is taken from that side; what both
 * changed stays as mine, open, and nothing that was typed is ever replaced. What is older than the state's is left: a
 * browser shows pages from its memory.
 */
export function received(state: NoteState, now: Base): NoteState {
  const { base, texts, sent, open: before } = state;
  if (now.version < base.version) return state;
  const merged: { -readonly [P in keyof NoteTexts]: NoteTexts[P] } = { ...texts };
  const open: { [P in TextPart]?: readonly string[] } = {};
  for (const part of TEXT_PARTS) {
    if (part === "questions") {
      const theirs = now.texts.questions;
      const questions = mergeRows(began(base, sent, theirs), texts.questions, theirs);
      merged.questions = questions.rows;
      const still = (before.questions ?? []).filter((id) => isStillOpen(id, questions.rows, theirs));
      const rows = [...new Set([...still, ...questions.open])];
      if (rows.length > 0) open.questions = rows;
      continue;
    }
    const theirs = now.texts[part];
    const own = sent[part];
    const was = own !== undefined && isSame(own, theirs) ? own : base.texts[part];
    const { text, isOpen } = mergeText(was, texts[part], theirs);
    merged[part] = text;
    if (isOpen || (before[part] && !isSame(text, theirs))) open[part] = [];
  }
  return { base: now, texts: merged, open, sent };
}

const NOTHING: NoteTexts = { problem: "", process: "", solution: "", questions: [], learning: "" };

/**
 * A conflict's answer taken in. A server that is behind the version that was sent has lost it, for a backup's: it has to
 * hear everything again.
 */
export const refusedWith = (state: NoteState, now: Base, sentVersion: number): NoteState =>
  received(now.version < sentVersion ? { ...state, base: { version: 0, texts: NOTHING } } : state, now);

/** The rows from which both began, those included that this page sent and the server has. */
function began(base: Base, sent: SomeTexts, theirs: readonly QuestionRow[]): QuestionRow[] {
  const own = (sent.questions ?? []).filter((row) =>
    theirs.some((other) => other.id === row.id && isSameRow(row, other)),
  );
  return [...own, ...base.texts.questions.filter(({ id }) => !own.some((row) => row.id === id))];
}

function isStillOpen(id: string, mine: readonly QuestionRow[], theirs: readonly QuestionRow[]): boolean {
  const [row, other] = [mine, theirs].map((rows) => rows.find((one) => one.id === id));
  return row !== undefined && other !== undefined && !isSameRow(row, other);
}

/**
 * One open part as it was chosen. Both: theirs first, then mine; of a question both rows.
 * @param newId ids for rows that are added
 */
export function settled(state: NoteState, part: TextPart, choice: Choice, newId: () => string): NoteState {
  const { [part]: ids = [], ...open } = state.open;
  const { texts, base } = state;
  const theirs = base.texts;
  if (choice === "mine") return { ...state, open };
  if (part !== "questions") {
    const chosen = choice === "theirs" ? theirs[part] : [theirs[part], texts[part]].filter(tidy).join("\n\n");
    return { ...state, open, texts: { ...texts, [part]: chosen } };
  }
  const questions = texts.questions.flatMap((row) => {
    const other = ids.includes(row.id ?? "") && theirs.questions.find(({ id }) => id === row.id);
    if (!other) return [row];
    return choice === "theirs" ? [other] : [other, { ...row, id: newId() }];
  });
  return { ...state, open, texts: { ...texts, questions } };
}
