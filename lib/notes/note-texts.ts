import type { NoteTexts } from "./schema";

/** What the person wrote, and nothing else of a view or a row. Questions without any text are none. */
export const textsOf = ({ problem, process, solution, questions, learning }: NoteTexts): NoteTexts => ({
  problem,
  process,
  solution,
  questions: questions
    .filter(({ question, answer }) => question !== "" || answer !== "")
    .map(({ question, answer }) => ({ question, answer })),
  learning,
});
