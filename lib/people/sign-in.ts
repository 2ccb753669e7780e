import { createHash } from "node:crypto";
import type { Config } from "../config";
import type { Actor, Context, JobContext } from "../context";
import { DomainError } from "../errors";
import { audit } from "./audit";
import * as store from "./store";

/** What Google says about the account that signs in. */
export type GoogleAccount = {
  /** Google's id of it, which never changes and is never given to another (OpenID Connect Core, 5.7). */
  sub: string;
  email: string;
  emailVerified: boolean;
  /** `hd`: the domain of the Workspace organisation that the account belongs to; none for an account of one's own. */
  organisation?: string | undefined;
};

/** `address`: not one of the company's. `other_account`: somebody's who signs in with another Google account. */
export type SignInRefusal = "address" | "other_account";

/** One `@`; what stands before it in ASCII, for a letter that looks like another is another person. */
const ADDRESS = /^[\x21-\x3f\x41-\x7e]+@([a-z0-9.-]+)$/;

/**
 * Why this Google account may not sign in; undefined where it may. Who somebody is, is told by the account's id alone:
 * by their address only a person is found who never signed in. Domains are compared to the letter, so look-alike and
 * internationalised ones are refused, and `ana+x@` is nobody but `ana+x@`.
 */
export async function signInRefusal(
  context: JobContext,
  account: GoogleAccount,
): Promise<SignInRefusal | undefined> {
  const { db } = context;
  if (!isOfCompany(context.config, account)) return "address";
  const [owner, named] = await Promise.all([
    personOfAccount(context, account.sub),
    store.personByEmail(db, account.email),
  ]);
  const person = owner ?? named;
  if (!person) return undefined;
  if (person.deactivatedAt !== null) return "address";
  if (owner && named && owner.id !== named.id) return "other_account";
  const provider = providerOf(context.config);
  const ids = await store.accountIdsOf(db, person.id, provider);
  // Their first sign-in may be under way in another tab, and have linked this very account meanwhile.
  return ids.some((id) => id !== account.sub) ? "other_account" : undefined;
}

function isOfCompany(config: Config, { email, emailVerified, organisation }: GoogleAccount): boolean {
  const domain = ADDRESS.exec(lowerCase(email))?.[1];
  if (!emailVerified || !domain || !config.ALLOWED_DOMAINS.includes(domain)) return false;
  // Anybody can make an account of their own with a work address that they can read once, and keep it when they leave.
  if (organisation === undefined) return config.GOOGLE_ACCOUNTS === "any";
  return config.ALLOWED_DOMAINS.includes(lowerCase(organisation));
}

/** Of ASCII only: a full lower case turns the Kelvin sign into a `k`. */
const lowerCase = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Ids are Google's own; a stand-in's mean nothing to Google or to another one (OpenID Connect Core, 2: `iss`, `sub`). */
const providerOf = ({ GOOGLE_BASE_URL: base }: Config) => (base ? `google ${base}` : "google");

export const personOfAccount = ({ db, config }: JobContext, sub: string) =>
  store.personByAccount(db, providerOf(config), sub);

/** @throws {Error} when the person has another account by now: two first sign-ins at once, and this was the second. */
export async function linkAccount({ db, config }: JobContext, personId: string, sub: string): Promise<void> {
  const account = { personId, provider: providerOf(config), providerAccountId: sub };
  if (!(await store.insertAccount(db, account))) throw new Error("The person has another account.");
}

/** The person with this address, made at their first sign-in; the directory may have them already. */
export async function personForSignIn(
  { db, config }: JobContext,
  profile: { email: string; name: string; image?: string | null },
) {
  const email = profile.email.toLowerCase();
  return store.upsertSignedIn(db, { ...profile, email, isAdmin: config.ADMIN_EMAILS.includes(email) });
}

/** What Google tells of a person at each sign-in; an address that their company changed is theirs from then on. */
export async function renewPerson(
  { db, config }: JobContext,
  personId: string,
  profile: { email: string; image?: string | null },
): Promise<void> {
  const email = profile.email.toLowerCase();
  await store.updateSignedIn(db, personId, {
    email,
    image: profile.image ?? null,
    isAdmin: config.ADMIN_EMAILS.includes(email),
  });
}

/** The cookie's value is a secret; only its hash is stored. */
const hashed = (token: string) => createHash("sha256").update(token).digest("base64url");

/** For somebody who was deactivated meanwhile nothing begins. What ran out goes. */
export async function startSignIn(
  { db, address }: JobContext,
  token: string,
  personId: string,
  expiresAt: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const begun = await store.insertSignIn(tx, hashed(token), personId, expiresAt);
    if (begun) await audit(tx, { actor: { personId }, address }, "sign_in");
  });
  await store.deleteExpiredSignIns(db);
}

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
