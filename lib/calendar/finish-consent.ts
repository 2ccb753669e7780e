import { keysOf } from "../config";
import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { audit } from "../people/audit";
import { consentRedirectUri, type PendingConsent } from "./begin-consent";
import { forgetBusy } from "./busy-store";
import { CalendarError } from "./calendar-error";
import { expireChannels } from "./channel-store";
import { accessWith, googleApp } from "./connection";
import { seal, unseal } from "./encryption";
import { forgetAccessTokens } from "./google-access";
import { CALENDAR_SCOPES, exchangeCode } from "./google-consent";
import { queueRefresh, refreshBusy } from "./refresh-busy";
import { CONSENT_PROBLEMS, type ConsentProblem, FinishConsent } from "./schema";
import * as store from "./store";
import { queueWatch } from "./watch-calendars";

/** Somebody waits for this. */
const READ_MS = 1_500;

/**
 * Stores what the actor granted. Fewer scopes than asked are kept as they are: settings say what is missing.
 * @returns the path to go back to.
 * @throws {DomainError} `invalid`, with the `ConsentProblem` as its detail, when the answer does not belong to this browser, this person or their account
 */
export async function finishConsent(context: Context, input: unknown): Promise<{ back: string }> {
  const { db, actor, config, now } = context;
  const { code, state, error, sealed } = parse(FinishConsent, input);
  const pending = pendingOf(sealed, keysOf(config));
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
  const before = await store.connectionOf(db, actor.personId);
  const lasting = before?.state === "connected" && before.email === grant.email ? before : undefined;
  const refreshTokenSealed = grant.refreshToken
    ? seal(grant.refreshToken, config.ENCRYPTION_KEY)
    : keptToken(context, lasting);
  if (!refreshTokenSealed) throw refused("not_lasting");

  // An answer that names no scopes grants what was asked (RFC 6749, 5.1), besides what was granted before.
  const granted = grant.scopes ?? [...pending.scopes, ...(lasting?.scopes ?? [])];
  await db.transaction(async (tx) => {
    await store.saveConnection(tx, {
      personId: actor.personId,
      email: grant.email,
      refreshTokenSealed,
      scopes: Object.values(CALENDAR_SCOPES).filter((scope) => granted.includes(scope)),
      busyCalendarIds: [grant.email],
      connectedAt: now,
    });
    if (!lasting) {
      await forgetBusy(tx, actor.personId);
      await expireChannels(tx, actor.personId, now);
    }
    await queueRefresh(tx, [actor.personId]);
    await queueWatch(tx, actor.personId);
    await audit(tx, context, "calendar_connected");
  });
  await readAtOnce(context);
  return { back: pending.back };
}

/** Whoever has just connected is on the way to a page that should know it; the queued reading is for when this fails. */
async function readAtOnce(context: Context): Promise<void> {
  const { personId } = context.actor;
  await refreshBusy(context, { personId, timeoutMs: READ_MS }).catch((error: unknown) => {
    if (!(error instanceof CalendarError)) throw error;
  });
}

/** Google may leave a refresh token out of a second consent: the first one then carries what was granted since. */
function keptToken(context: Context, before: store.Connection | undefined): string | undefined {
  if (!before) return undefined;
  const access = accessWith(context, before);
  forgetAccessTokens(access);
  // Sealed anew: a key that is on its way out must not come back with it.
  return seal(access.refreshToken, context.config.ENCRYPTION_KEY);
}

function pendingOf(sealed: string, keys: readonly string[]): PendingConsent | undefined {
  try {
    return JSON.parse(unseal(sealed, keys)) as PendingConsent;
  } catch {
    return undefined;
  }
}

const refused = (problem: ConsentProblem) =>
  new DomainError("invalid", CONSENT_PROBLEMS[problem], { detail: problem });
