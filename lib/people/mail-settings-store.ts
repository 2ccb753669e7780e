import { and, eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { Db } from "../context";
import type { MailChoice } from "./schema";

export async function mailSettingsOf(db: Db, personId: string) {
  const [row] = await db
    .select({ email: people.email, mailOff: people.mailOff, feedVersion: people.feedVersion })
    .from(people)
    .where(eq(people.id, personId));
  return row;
}

export async function setMailOff(db: Db, personId: string, mailOff: MailChoice[]): Promise<void> {
  await db.update(people).set({ mailOff }).where(eq(people.id, personId));
}

/** A version that was never used. One that is not positive is off, and remembers the last. */
export async function raiseFeedVersion(db: Db, personId: string): Promise<void> {
  await db
    .update(people)
    .set({ feedVersion: sql`abs(${people.feedVersion}) + 1` })
    .where(eq(people.id, personId));
}

export async function endFeed(db: Db, personId: string): Promise<void> {
  await db
    .update(people)
    .set({ feedVersion: sql`-abs(${people.feedVersion})` })
    .where(eq(people.id, personId));
}

/** Adds one kind to what the person does not want. */
export async function addMailOff(db: Db, personId: string, choice: MailChoice): Promise<void> {
  await db
    .update(people)
    .set({ mailOff: sql`array_append(${people.mailOff}, ${choice}::text)` })
    .where(and(eq(people.id, personId), sql`not ${choice}::text = any(${people.mailOff})`));
}
