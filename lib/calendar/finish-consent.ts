import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { consentRedirectUri, type PendingConsent } from "./begin-consent";
import { accessWith, googleApp } from "./connection";
import { seal, unseal } from "./encryption";
import { forgetAccessTokens } from "./google-access";
import { CALENDAR_SCOPES, exchangeCode } from "./google-consent";
import { CONSENT_PROBLEMS, type ConsentProblem, FinishConsent } from "./schema";
import * as store from "./store";

/**
 * Stores what the actor granted. Fewer scopes than asked are kept as they are: settings say what is missing.
 * @returns the path to go back to.
 * @throws {DomainError} `invalid`, with the `ConsentProblem` as its detail, when the answer does not belong to this browser, this person or their account
 */
export async function finishConsent(context: Context, input: unknown): Promise<{ back: string }> {
  const { db, actor, config, now } = context;
  const { code, state, error, sealed } = parse(FinishConsent, input);
  const pending = pendingOf(sealed, config.ENCRYPTION_KEY);
  if (!pending || pending.personId !== actor.personId || pending.state !== state || pending.until < now) {
    throw refused("too_late");
  }
  if (error !== "" || code === "") throw refused("denied");

  const grant = await exchangeCode(googleApp(context), {
    code,
    codeVerifier: pending.codeVerifier,
    redirectUri: consentRedirectUri(context),
  });
  if (grant.email !== actor.email) throw refused("other_account");
  const refreshTokenSealed = grant.refreshToken
    ? seal(grant.refreshToken, config.ENCRYPTION_KEY)
    : await keptToken(context, grant.email);
  if (!refreshTokenSealed) throw refused("not_lasting");

  await store.saveConnection(db, {
    personId: actor.personId,
    email: grant.email,
    refreshTokenSealed,
    scopes: Object.values(CALENDAR_SCOPES).filter((scope) => grant.scopes?.includes(scope) ?? true),
    busyCalendarIds: [grant.email],
    connectedAt: now,
  });
  return { back: pending.back };
}

/** Google may leave a refresh token out of a second consent: the first one then carries what was granted since. */
async function keptToken(context: Context, email: string): Promise<string | undefined> {
  const before = await store.connectionOf(context.db, context.actor.personId);
  if (before?.state !== "connected" || before.email !== email) return undefined;
  forgetAccessTokens(accessWith(context, before));
  return before.refreshTokenSealed;
}

function pendingOf(sealed: string, key: string): PendingConsent | undefined {
  try {
    return JSON.parse(unseal(sealed, key)) as PendingConsent;
  } catch {
    return undefined;
  }
}

const refused = (problem: ConsentProblem) =>
  new DomainError("invalid", CONSENT_PROBLEMS[problem], { detail: problem });
