import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { diceOf, idOf } from "./derived";
import type { Diary } from "./diary";
import { sessionIdOf } from "./fill-google";
import type { PersonKey } from "./people";
import type { PlannedSession } from "./plan";
import { personIdOf } from "./rows-of-people";

type WrittenNote = {
  problem: string;
  process: string;
  solution: string;
  questions: readonly { question: string; answer: string }[];
  learnings: Partial<Record<PersonKey, string>>;
};

/** Notes with their questions and learnings, and who said which holds no longer. */
export function noteRows(diary: Diary, planned: readonly PlannedSession[]) {
  const written = planned.flatMap((session) => {
    const note = noteOf(session);
    return note ? [{ session, note, savedAt: savedAt(session) }] : [];
  });
  return {
    notes: written.map(({ session, note: { problem, process, solution }, savedAt }) => ({
      sessionId: sessionIdOf(session),
      problem,
      process,
      solution,
      version: diceOf(session.title, "version").between(3, 17),
      updatedAt: savedAt,
      updatedBy: personIdOf("waiting" in session.from ? session.partner : lastWriter(session)),
      ...markOf(diary, session),
    })),
    noteVersions: written.flatMap(({ session }) => {
      const {
        outOfDateAt: at,
        outOfDateBy: personId,
        outOfDateReason: reason,
      } = markOf(diary, session) ?? {};
      if (at === undefined) return [];
      const id = idOf("out of date", session.title);
      return [
        {
          id,
          sessionId: sessionIdOf(session),
          personId,
          kind: "out_of_date" as const,
          reason,
          startedAt: at,
          at,
        },
      ];
    }),
    questions: written.flatMap(({ session, note }) =>
      note.questions.map(({ question, answer }, position) => ({
        sessionId: sessionIdOf(session),
        position,
        question,
        answer,
      })),
    ),
    learnings: written.flatMap(({ session, note, savedAt }) =>
      Object.entries(note.learnings).map(([person, text]) => ({
        id: idOf("learning", session.title, person),
        sessionId: sessionIdOf(session),
        personId: personIdOf(person as PersonKey),
        text,
        updatedAt: savedAt,
      })),
    ),
  };
}

function markOf(diary: Diary, { title, from }: PlannedSession) {
  if (!("past" in from) || !from.past.outOfDate) return undefined;
  const { by, daysAgo, reason } = from.past.outOfDate;
  const outOfDateAt = diary.atDesk(by, diary.now - daysAgo * DAY_MS, diceOf(title, "out of date"));
  return { outOfDateAt, outOfDateBy: personIdOf(by), outOfDateReason: reason };
}

function noteOf({ from, partner }: PlannedSession): WrittenNote | null {
  if ("past" in from) return from.past;
  if (!("waiting" in from) || !from.waiting.written) return null;
  const { partnersLearning, ...fields } = from.waiting.written;
  return { ...fields, questions: [], learnings: { [partner]: partnersLearning } };
}

const lastWriter = ({ title, by, partner }: PlannedSession): PersonKey =>
  diceOf(title, "writer").chance(50) ? by : partner;

/** Most notes are finished within the hour, some the next morning. */
function savedAt({ title, end }: PlannedSession): EpochMs {
  const dice = diceOf(title, "saved");
  return end + (dice.chance(80) ? dice.between(2, 50) * MINUTE_MS : 17 * HOUR_MS);
}
