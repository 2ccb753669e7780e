import { and, desc, eq, gt, sql } from "drizzle-orm";
import { type ChangedParts, noteVersions } from "@/db/schema/notes";
import { people, teams } from "@/db/schema/people";
import { requests } from "@/db/schema/requests";
import { sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import type { NoteTexts, TextPart } from "./schema";

/** What one person writes in so many minutes is one entry: a note is saved every second, and nobody reads that. */
const ENTRY_MIN = 10;

/**
 * Adds what was changed to the person's own latest entry, where that is recent and nobody else changed a part of either
 * since; else it begins a new one. Within the transaction that holds the note.
 */
export async function keepChange(
  tx: Db,
  sessionId: string,
  personId: string,
  changed: readonly TextPart[],
  from: NoteTexts,
  to: NoteTexts,
): Promise<void> {
  const own = await openEntry(tx, sessionId, personId, changed);
  const parts: Mutable = { ...own?.parts };
  for (const part of changed) parts[part] = { from: parts[part]?.from ?? from[part], to: to[part] };
  if (!own) await tx.insert(noteVersions).values({ sessionId, personId, kind: "written", parts });
  else
    await tx
      .update(noteVersions)
      .set({ parts, at: sql`clock_timestamp()` })
      .where(eq(noteVersions.id, own.id));
}

type Mutable = { -readonly [P in keyof ChangedParts]: ChangedParts[P] };

async function openEntry(tx: Db, sessionId: string, personId: string, changed: readonly TextPart[]) {
  const recent = await tx
    .select({
      id: noteVersions.id,
      personId: noteVersions.personId,
      kind: noteVersions.kind,
      parts: noteVersions.parts,
    })
    .from(noteVersions)
    .where(
      and(
        eq(noteVersions.sessionId, sessionId),
        gt(noteVersions.startedAt, sql`clock_timestamp() - make_interval(mins => ${ENTRY_MIN})`),
      ),
    )
    .orderBy(desc(noteVersions.at));
  const at = recent.findIndex((entry) => entry.personId === personId && entry.kind === "written");
  const since = recent.slice(0, Math.max(0, at));
  const held = [...changed, ...Object.keys(recent[at]?.parts ?? {})];
  // Another's learning is another row: only what both can write stands in the way.
  const isTouched = since.some(({ parts }) => held.some((part) => part !== "learning" && part in parts));
  return isTouched ? undefined : recent[at];
}

export async function insertMark(
  tx: Db,
  sessionId: string,
  personId: string,
  kind: "out_of_date" | "holds",
  reason = "",
): Promise<void> {
  await tx.insert(noteVersions).values({ sessionId, personId, kind, reason });
}

/** Latest first. */
export const changesOf = (db: Db, sessionId: string, limit: number) =>
  db
    .select({
      id: noteVersions.id,
      kind: noteVersions.kind,
      by: people.name,
      discipline: teams.discipline,
      startedAt: noteVersions.startedAt,
      at: noteVersions.at,
      reason: noteVersions.reason,
      parts: noteVersions.parts,
    })
    .from(noteVersions)
    .leftJoin(people, eq(people.id, noteVersions.personId))
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(eq(noteVersions.sessionId, sessionId))
    .orderBy(desc(noteVersions.at), desc(noteVersions.id))
    .limit(limit);

export async function titleOf(db: Db, sessionId: string): Promise<string> {
  const [row] = await db
    .select({ title: requests.title })
    .from(sessions)
    .innerJoin(requests, eq(requests.id, sessions.requestId))
    .where(eq(sessions.id, sessionId));
  return row?.title ?? "";
}
