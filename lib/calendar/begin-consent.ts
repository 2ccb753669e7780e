import { randomBytes } from "node:crypto";
import type { Context } from "../context";
import { parse } from "../input";
import { MINUTE_MS } from "../time/instant";
import { googleApp } from "./connection";
import { seal } from "./encryption";
import { CALENDAR_SCOPES, consentUrl, createCodePair } from "./google-consent";
import { BeginConsent } from "./schema";
import { connectionOf } from "./store";

export const CONSENT_LASTS_MS = 10 * MINUTE_MS;

/** What the browser carries, sealed, from the beginning of a consent to its end. */
export type PendingConsent = {
  personId: string;
  state: string;
  codeVerifier: string;
  back: string;
  /** What is asked for: all of it, or what an earlier consent left out. */
  scopes: string[];
  until: number;
};

export const consentRedirectUri = ({ config }: Pick<Context, "config">): string =>
  new URL("/api/calendar/callback", config.AUTH_URL).href;

/**
 * Where to send the actor to let Deskside see when they are busy and write the sessions they book.
 * @returns `sealed` has to come back with Google's answer, in a cookie of the same browser.
 * @throws {DomainError} `invalid`
 */
export async function beginConsent(
  context: Context,
  input: unknown,
): Promise<{ url: string; sealed: string }> {
  const { back } = parse(BeginConsent, input);
  const { actor, config, now } = context;
  const scopes = await scopesToAsk(context);
  const state = randomBytes(24).toString("base64url");
  const { codeVerifier, codeChallenge } = createCodePair();
  const pending: PendingConsent = {
    personId: actor.personId,
    state,
    codeVerifier,
    back: ownPath(back),
    scopes,
    until: now + CONSENT_LASTS_MS,
  };
  const url = await consentUrl(googleApp(context), {
    redirectUri: consentRedirectUri(context),
    scopes,
    state,
    codeChallenge,
    loginHint: actor.email,
  });
  return { url, sealed: seal(JSON.stringify(pending), config.ENCRYPTION_KEY) };
}

/** What is missing; where nothing is, or the connection has ended, everything. */
async function scopesToAsk({ db, actor }: Context): Promise<string[]> {
  const connection = await connectionOf(db, actor.personId);
  const all: string[] = Object.values(CALENDAR_SCOPES);
  const missing =
    connection?.state === "connected" ? all.filter((scope) => !connection.scopes.includes(scope)) : [];
  return missing.length > 0 ? missing : all;
}

/** A path of this app; anything that could lead elsewhere becomes the settings page. */
const ownPath = (path: string): string =>
  /^\/(?![/\\])[\w\-/?=&#.%]*$/.test(path) ? path : "/settings/calendar";
