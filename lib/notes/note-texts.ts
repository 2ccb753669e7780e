import { type NoteTexts, type QuestionRow, TEXT_PARTS, type TextPart } from "./schema";

/** What a person wrote, or the parts of it that they changed. */
export type SomeTexts = { readonly [P in TextPart]?: NoteTexts[P] | undefined };

/** The texts, and nothing else of a view or a row. Questions without any text are none; no two have the same id. */
export function textsOf<T extends SomeTexts>(written: T): Pick<T, TextPart & keyof T> {
  const texts: Partial<Record<TextPart, unknown>> = {};
  for (const part of TEXT_PARTS) {
    const text = written[part];
    if (text !== undefined) texts[part] = typeof text === "string" ? text : askedRows(text);
  }
  return texts as Pick<T, TextPart & keyof T>;
}

function askedRows(rows: readonly QuestionRow[]): QuestionRow[] {
  const seen = new Set<string>();
  return rows
    .filter(({ question, answer }) => question !== "" || answer !== "")
    .map(({ id, question, answer }) => {
      const isNew = id === undefined || seen.has(id);
      if (isNew) return { question, answer };
      seen.add(id);
      return { id, question, answer };
    });
}

/** The parts of `written` that say something else than `texts`. A row of questions is what it says. */
export const changedParts = (written: SomeTexts, texts: NoteTexts): TextPart[] =>
  TEXT_PARTS.filter((part) => {
    const text = written[part];
    return text !== undefined && said(text) !== said(texts[part]);
  });

const said = (text: string | readonly QuestionRow[]): string =>
  typeof text === "string" ? text : JSON.stringify(text.map(({ question, answer }) => [question, answer]));
