import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { consentRedirectUri, type PendingConsent } from "./begin-consent";
import { googleApp } from "./connection";
import { seal, unseal } from "./encryption";
import { CALENDAR_SCOPES, exchangeCode } from "./google-consent";
import { FinishConsent } from "./schema";
import * as store from "./store";

/**
 * Stores what the actor granted. Fewer scopes than asked are kept as they are: settings say what is missing.
 * @returns the path to go back to.
 * @throws {DomainError} `invalid` when the answer does not belong to this browser, this person or their account
 */
export async function finishConsent(context: Context, input: unknown): Promise<{ back: string }> {
  const { db, actor, config, now } = context;
  const { code, state, error, sealed } = parse(FinishConsent, input);
  const pending = pendingOf(sealed, config.ENCRYPTION_KEY);
  if (!pending || pending.personId !== actor.personId || pending.state !== state || pending.until < now) {
    throw new DomainError("invalid", "That took too long, or began in another browser. Connect again.");
  }
  if (error !== "" || code === "")
    throw new DomainError("invalid", "Google was told no, so nothing was connected.");

  const grant = await exchangeCode(googleApp(context), {
    code,
    codeVerifier: pending.codeVerifier,
    redirectUri: consentRedirectUri(context),
  });
  if (grant.email !== actor.email) {
    throw new DomainError(
      "invalid",
      `That was the calendar of ${grant.email}. Connect the one of ${actor.email}.`,
    );
  }
  if (!grant.refreshToken)
    throw new DomainError("invalid", "Google gave no lasting permission. Connect again.");

  await store.saveConnection(db, {
    personId: actor.personId,
    email: grant.email,
    refreshTokenSealed: seal(grant.refreshToken, config.ENCRYPTION_KEY),
    scopes: Object.values(CALENDAR_SCOPES).filter((scope) => grant.scopes.includes(scope)),
    busyCalendarIds: [grant.email],
    connectedAt: now,
  });
  await store.forgetBusy(db, [actor.personId]);
  return { back: pending.back };
}

function pendingOf(sealed: string, key: string): PendingConsent | undefined {
  try {
    return JSON.parse(unseal(sealed, key)) as PendingConsent;
  } catch {
    return undefined;
  }
}
