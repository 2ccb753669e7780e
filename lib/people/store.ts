import { and, desc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
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

/** The provider's ids of the person's accounts there: one, or none before their first sign-in. */
export async function accountIdsOf(db: Db, personId: string, provider: string): Promise<string[]> {
  const rows = await db
    .select({ id: accounts.providerAccountId })
    .from(accounts)
    .where(and(eq(accounts.personId, personId), eq(accounts.provider, provider)));
  return rows.map(({ id }) => id);
}

/** One account of a provider for each person. @returns whether it is theirs now. */
export async function insertAccount(db: Db, account: typeof accounts.$inferInsert): Promise<boolean> {
  const { personId, provider, providerAccountId } = account;
  return db.transaction(async (tx) => {
    // Two at once are told apart here: the second sees what the first has linked.
    await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("update");
    const ids = await accountIdsOf(tx, personId, provider);
    if (ids.length === 0) await tx.insert(accounts).values(account);
    return ids.every((id) => id === providerAccountId);
  });
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

export async function updateSignedIn(
  db: Db,
  personId: string,
  { email, image, isAdmin }: { email: string; image: string | null; isAdmin: boolean },
): Promise<void> {
  await db
    .update(people)
    .set({ email, image, emailVerified: sql`now()`, isAdmin: sql`${people.isAdmin} or ${isAdmin}` })
    .where(eq(people.id, personId));
}

/** Nothing for somebody who was deactivated, who may come back one day and must not find it. @returns whether it is there. */
export async function insertSignIn(
  tx: Db,
  token: string,
  personId: string,
  expiresAt: number,
): Promise<boolean> {
  const [person] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.deactivatedAt)))
    .for("share");
  if (person) await tx.insert(signIns).values({ token, personId, expiresAt });
  return person !== undefined;
}

/** Those that somebody else is about to delete are left to them. */
export async function deleteExpiredSignIns(db: Db): Promise<void> {
  const expired = db
    .select({ token: signIns.token })
    .from(signIns)
    .where(lte(signIns.expiresAt, sql`now()`))
    .for("update", { skipLocked: true });
  await db.delete(signIns).where(inArray(signIns.token, expired));
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
