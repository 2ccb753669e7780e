import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { accounts, idempotencyKeys, notices, people, signIns, teams } from "@/db/schema/people";
import type { Actor, Db } from "../context";
import type { MailChoice } from "./schema";

export async function personByEmail(db: Db, email: string) {
  const [person] = await db.select().from(people).where(eq(people.email, email.toLowerCase()));
  return person;
}

export async function personById(db: Db, id: string) {
  const [person] = await db.select().from(people).where(eq(people.id, id));
  return person;
}

export async function teamById(db: Db, id: string) {
  const [team] = await db.select().from(teams).where(eq(teams.id, id));
  return team;
}

export async function personByAccount(db: Db, provider: string, providerAccountId: string) {
  const [row] = await db
    .select({ person: people })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)));
  return row?.person;
}

export async function insertAccount(db: Db, account: typeof accounts.$inferInsert): Promise<void> {
  await db.insert(accounts).values(account).onConflictDoNothing();
}

/** Makes the person or brings up to date what Google tells of them. An admin of the environment stays one. */
export async function upsertSignedIn(
  db: Db,
  person: { email: string; name: string; image?: string | null; isAdmin: boolean },
) {
  const [row] = await db
    .insert(people)
    .values({ ...person, emailVerified: sql`now()` })
    .onConflictDoUpdate({
      target: people.email,
      set: {
        image: sql`excluded.image`,
        emailVerified: sql`now()`,
        isAdmin: sql`${people.isAdmin} or excluded.is_admin`,
      },
    })
    .returning();
  if (!row) throw new Error("The person was neither made nor found.");
  return row;
}

export async function insertSignIn(
  db: Db,
  token: string,
  personId: string,
  expiresAt: number,
): Promise<void> {
  await db.insert(signIns).values({ token, personId, expiresAt });
}

export async function updateSignIn(db: Db, token: string, expiresAt: number): Promise<void> {
  await db.update(signIns).set({ expiresAt }).where(eq(signIns.token, token));
}

/** @returns whose it was; undefined where there was none. */
export async function deleteSignIn(db: Db, token: string): Promise<string | undefined> {
  const [row] = await db
    .delete(signIns)
    .where(eq(signIns.token, token))
    .returning({ personId: signIns.personId });
  return row?.personId;
}

export async function deleteSignInsOf(db: Db, personId: string): Promise<void> {
  await db.delete(signIns).where(eq(signIns.personId, personId));
}

export async function actorOfSignIn(
  db: Db,
  token: string,
): Promise<{ actor: Actor; expiresAt: number } | undefined> {
  const [row] = await db
    .select({ person: people, expiresAt: signIns.expiresAt })
    .from(signIns)
    .innerJoin(people, eq(people.id, signIns.personId))
    .where(and(eq(signIns.token, token), gt(signIns.expiresAt, sql`now()`), isNull(people.deactivatedAt)));
  return row && { actor: actorOf(row.person), expiresAt: row.expiresAt };
}

export const actorOf = (person: typeof people.$inferSelect): Actor => ({
  personId: person.id,
  name: person.name,
  email: person.email,
  teamId: person.teamId,
  zone: person.zone,
  isAdmin: person.isAdmin,
  isOnboarded: person.onboardedAt !== null,
});

/** @returns its id. */
export async function insertNotice(tx: Db, notice: typeof notices.$inferInsert): Promise<string> {
  const [row] = await tx.insert(notices).values(notice).returning({ id: notices.id });
  if (!row) throw new Error("The notice was not made.");
  return row.id;
}

/** Whether a person who still works here has not switched off mail of this choice. */
export async function wantsMail(db: Db, personId: string, choice: MailChoice): Promise<boolean> {
  const [row] = await db
    .select({ mailOff: people.mailOff })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.deactivatedAt)));
  return row !== undefined && !row.mailOff.includes(choice);
}

/** A notice and whom it is for; nothing once either is gone. */
export async function noticeToMail(db: Db, id: string) {
  const [row] = await db
    .select({
      notice: { kind: notices.kind, text: notices.text, href: notices.href },
      person: { name: people.name, email: people.email, mailOff: people.mailOff, zone: people.zone },
    })
    .from(notices)
    .innerJoin(people, eq(people.id, notices.personId))
    .where(and(eq(notices.id, id), isNull(people.deactivatedAt)));
  return row;
}

/** Newest first, unread and read. */
export const noticesOf = (db: Db, personId: string, limit: number) =>
  db
    .select({
      id: notices.id,
      kind: notices.kind,
      text: notices.text,
      href: notices.href,
      readAt: notices.readAt,
      createdAt: notices.createdAt,
    })
    .from(notices)
    .where(eq(notices.personId, personId))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit);

/** @param id One of the person's own notices; without it, all of them. */
export async function markNoticesRead(db: Db, personId: string, id: string | undefined): Promise<void> {
  await db
    .update(notices)
    .set({ readAt: sql`now()` })
    .where(
      and(
        eq(notices.personId, personId),
        isNull(notices.readAt),
        id === undefined ? undefined : eq(notices.id, id),
      ),
    );
}

export const countUnreadNotices = (db: Db, personId: string): Promise<number> =>
  db.$count(notices, and(eq(notices.personId, personId), isNull(notices.readAt)));

/** What a command with this key answered the first time. */
export async function findResult(db: Db, personId: string, key: string) {
  const [row] = await db
    .select({ fingerprint: idempotencyKeys.fingerprint, result: idempotencyKeys.result })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.personId, personId), eq(idempotencyKeys.key, key)));
  return row;
}

export async function insertResult(
  tx: Db,
  row: { personId: string; key: string; fingerprint: string; result: unknown },
): Promise<void> {
  await tx.insert(idempotencyKeys).values(row);
}
