import type { JobContext } from "../context";
import { indexNotes } from "../people/system-notes-store";

/** So many are held at once, for a moment: whoever saves one of them waits. */
const NOTES_AT_ONCE = 100;

/** Job: makes notes findable by the words that stand there now, after a system of very many was renamed or removed. */
export async function indexManyNotes(
  { db }: Pick<JobContext, "db">,
  { noteIds }: { noteIds: readonly string[] },
): Promise<void> {
  for (let from = 0; from < noteIds.length; from += NOTES_AT_ONCE)
    await db.transaction((tx) => indexNotes(tx, noteIds.slice(from, from + NOTES_AT_ONCE)));
}
