import { createHash } from "node:crypto";
import type { Actor, Context, JobContext } from "../context";
import { DomainError } from "../errors";
import { audit } from "./audit";
import * as store from "./store";

/** What Google says about the account that signs in. */
export type GoogleProfile = {
  sub: string;
  email: string;
  emailVerified: boolean;
  name: string;
  image?: string | null;
};

/**
 * Whether this Google account may sign in: a verified address of an allowed domain, and not a person who was
 * deactivated. Look-alike and internationalised domains are refused because the comparison is to the letter.
 */
export async function maySignIn({ db, config }: JobContext, profile: GoogleProfile): Promise<boolean> {
  const domain = /^[\x21-\x3f\x41-\x7e]+@([a-z0-9.-]+)$/.exec(profile.email.toLowerCase())?.[1];
  if (!profile.emailVerified || !domain || !config.ALLOWED_DOMAINS.includes(domain)) return false;
  const person = await store.personByEmail(db, profile.email);
  return person?.deactivatedAt == null;
}

/** The person with this address, made at their first sign-in; the directory may have them already. */
export async function personForSignIn(
  { db, config }: JobContext,
  profile: Omit<GoogleProfile, "sub" | "emailVerified">,
) {
  const email = profile.email.toLowerCase();
  return store.upsertSignedIn(db, { ...profile, email, isAdmin: config.ADMIN_EMAILS.includes(email) });
}

/** The cookie's value is a secret; only its hash is stored. */
const hashed = (token: string) => createHash("sha256").update(token).digest("base64url");

export const startSignIn = (
  { db, address }: JobContext,
  token: string,
  personId: string,
  expiresAt: number,
): Promise<void> =>
  db.transaction(async (tx) => {
    await store.insertSignIn(tx, hashed(token), personId, expiresAt);
    await audit(tx, { actor: { personId }, address }, "sign_in");
  });

export const prolongSignIn = ({ db }: JobContext, token: string, expiresAt: number) =>
  store.updateSignIn(db, hashed(token), expiresAt);

export const endSignIn = ({ db, address }: JobContext, token: string): Promise<void> =>
  db.transaction(async (tx) => {
    const personId = await store.deleteSignIn(tx, hashed(token));
    if (personId) await audit(tx, { actor: { personId }, address }, "sign_out");
  });

/** Who holds this cookie, unless it ran out, the person was deactivated or their domain is allowed no more. */
export async function actorOfSignIn(
  { db, config }: JobContext,
  token: string,
): Promise<{ actor: Actor; expiresAt: number } | undefined> {
  const found = await store.actorOfSignIn(db, hashed(token));
  const domain = found?.actor.email.split("@").at(-1) ?? "";
  return config.ALLOWED_DOMAINS.includes(domain) ? found : undefined;
}

/** Ends every sign-in of the actor, this browser's too. */
export const signOutEverywhere = (context: Pick<Context, "db" | "actor" | "address">): Promise<void> =>
  context.db.transaction(async (tx) => {
    await store.deleteSignInsOf(tx, context.actor.personId);
    await audit(tx, context, "sign_out_everywhere");
  });

/** @throws {DomainError} `forbidden` unless the actor is an admin. */
export function requireAdmin(actor: Actor): void {
  if (!actor.isAdmin) throw new DomainError("forbidden", "Only an admin can do this.");
}
