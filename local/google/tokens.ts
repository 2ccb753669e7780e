import { createHash, randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { MINUTE_MS } from "@/lib/time/instant";
import { OAuthRefusal } from "./refusal";
import type { Code } from "./state";
import type { World } from "./world";

const CODE_LIFE_MS = 10 * MINUTE_MS;
const ACCESS_LIFE_S = 3599;

/** One client, as registered in the console. */
export type Client = { id: string; secret: string; redirectUris?: readonly string[] };

/** What the consent page led to. */
export type Consent = Omit<Code, "expiresAt" | "used">;

export function issueCode(world: World, consent: Consent): string {
  const code = `4/local-${random()}`;
  world.state.codes[code] = { ...consent, expiresAt: world.now() + CODE_LIFE_MS, used: false };
  world.onChange();
  return code;
}

/** Remembers what a person granted, and gives it together with what they granted before, if that was asked for. */
export function addGrant(
  world: World,
  email: string,
  scopes: readonly string[],
  withEarlier: boolean,
): string[] {
  const earlier = world.state.grants[email] ?? [];
  const all = [...new Set([...earlier, ...scopes])];
  world.state.grants[email] = all;
  world.onChange();
  return withEarlier ? all : [...scopes];
}

export function issueRefreshToken(world: World, email: string, scopes: string[]): string {
  const token = `1//local-${random()}`;
  world.state.refreshTokens[token] = { email, scopes };
  world.onChange();
  return token;
}

/** @throws {OAuthRefusal} `invalid_grant`, `redirect_uri_mismatch` */
export function redeemCode(world: World, form: Record<string, string>): Code {
  const code = world.state.codes[form.code ?? ""];
  if (!code || code.used || code.expiresAt <= world.now())
    throw new OAuthRefusal(400, "invalid_grant", "Malformed auth code.");
  if (code.redirectUri !== form.redirect_uri)
    throw new OAuthRefusal(400, "redirect_uri_mismatch", "Bad Request");
  if (code.challenge) {
    if (!form.code_verifier) throw new OAuthRefusal(400, "invalid_grant", "Missing code verifier.");
    const { method, value } = code.challenge;
    const proof =
      method === "S256"
        ? createHash("sha256").update(form.code_verifier).digest("base64url")
        : form.code_verifier;
    if (proof !== value) throw new OAuthRefusal(400, "invalid_grant", "Invalid code verifier.");
  }
  code.used = true;
  world.onChange();
  return code;
}

/** @throws {OAuthRefusal} `invalid_grant` for a token that was revoked, or never was */
export function redeemRefreshToken(world: World, token: string | undefined) {
  const known = world.state.refreshTokens[token ?? ""];
  if (!known) throw new OAuthRefusal(400, "invalid_grant", "Token has been expired or revoked.");
  return known;
}

export function issueAccessToken(world: World, email: string, scopes: string[]) {
  const { accessTokens } = world.state;
  for (const [old, { expiresAt }] of Object.entries(accessTokens))
    if (expiresAt <= world.now()) delete accessTokens[old];
  const token = `ya29.local-${random()}`;
  accessTokens[token] = { email, scopes, expiresAt: world.now() + ACCESS_LIFE_S * 1000 };
  world.onChange();
  return { access_token: token, expires_in: ACCESS_LIFE_S, scope: scopes.join(" "), token_type: "Bearer" };
}

/** Takes back everything a person granted. */
export function revokePerson(world: World, email: string): void {
  const { grants, refreshTokens, accessTokens } = world.state;
  delete grants[email];
  for (const tokens of [refreshTokens, accessTokens]) {
    for (const [token, { email: owner }] of Object.entries(tokens)) if (owner === email) delete tokens[token];
  }
  world.onChange();
}

const ALGORITHM = "RS256";

async function signingKey(world: World): Promise<JWK> {
  if (!world.state.signingKey) {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    world.state.signingKey = {
      ...(await exportJWK(privateKey)),
      kid: random().slice(0, 20),
      alg: ALGORITHM,
      use: "sig",
    };
    world.onChange();
  }
  return world.state.signingKey;
}

export async function publicKeys(world: World): Promise<{ keys: JWK[] }> {
  const { kty, n, e, kid, alg, use } = await signingKey(world);
  return { keys: [{ kty, n, e, kid, alg, use }] };
}

/**
 * An id token for a person. Its times are those of this machine and not of the movable clock: whoever verifies it
 * compares them with their own.
 * https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
 */
export async function signIdToken(
  world: World,
  {
    issuer,
    clientId,
    email,
    scopes,
    nonce,
  }: { issuer: string; clientId: string; email: string; scopes: string[]; nonce?: string },
): Promise<string> {
  const key = await signingKey(world);
  const claims = {
    azp: clientId,
    ...claimsOf(world, email, scopes),
    ...(nonce === undefined ? {} : { nonce }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ: "JWT" })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(await importJWK(key, ALGORITHM));
}

/** What the scopes allow to be told about a person. */
export function claimsOf(world: World, email: string, scopes: readonly string[]): Record<string, unknown> {
  const person = world.person(email);
  const [given = "", ...family] = (person?.name ?? "").split(" ");
  const domain = email.split("@")[1];
  const mayTell = (what: string) => scopes.some((scope) => scope.endsWith(`/userinfo.${what}`));
  return {
    sub: person?.sub,
    ...(mayTell("email") ? { email, email_verified: true } : {}),
    ...(domain === "gmail.com" ? {} : { hd: domain }),
    ...(mayTell("profile")
      ? { name: person?.name, given_name: given, family_name: family.join(" "), picture: person?.picture }
      : {}),
  };
}

const random = () => randomBytes(32).toString("base64url");
