import type { Context } from "../context";
import { parse } from "../input";
import { findNotes } from "../notes/find-notes";
import { FindAnything, type FoundThing } from "./schema";
import { namedLike } from "./store";

const MOST_NOTES = 5;

/** What the palette leads to: systems and people by their names, open requests by their titles, notes by their words. */
export async function findAnything(context: Context, input: unknown): Promise<{ items: FoundThing[] }> {
  const { q } = parse(FindAnything, input);
  if (q === "") return { items: [] };
  const [named, found] = await Promise.all([
    namedLike(context.db, q, context.now),
    findNotes(context, { q }),
  ]);
  // Words that mean nothing alone find the newest notes, which nobody asked for here; so do notes with one of them.
  const notes = found.matched === "all" ? found.notes.slice(0, MOST_NOTES) : [];
  return {
    items: [
      ...named,
      ...notes.map(({ id, title, outOfDate }) => ({
        kind: "note" as const,
        title,
        href: `/sessions/${id}`,
        detail: outOfDate === null ? "note" : "note, out of date",
      })),
    ],
  };
}
