import { type Context, Hono } from "hono";
import { askerOf } from "./asker";
import { OAuthRefusal } from "./refusal";
import {
  type Client,
  claimsOf,
  issueAccessToken,
  issueRefreshToken,
  publicKeys,
  redeemCode,
  redeemRefreshToken,
  revokePerson,
  signIdToken,
} from "./tokens";
import type { World } from "./world";

/** https://developers.google.com/identity/openid-connect/openid-connect#discovery */
export function oauthRoutes(world: World, client: Client, baseUrl: () => string): Hono {
  const app = new Hono();

  app.get("/.well-known/openid-configuration", (c) => c.json(discovery(baseUrl())));
  app.get("/oauth2/v3/certs", async (c) => c.json(await publicKeys(world)));

  app.on(["GET", "POST"], "/v1/userinfo", (c) => {
    const { email, scopes } = askerOf(world, c);
    return c.json(claimsOf(world, email, scopes));
  });

  app.post("/token", async (c) => {
    const form = await formOf(c);
    refuseWrongClient(c, client, form);
    c.header("cache-control", "no-store");
    if (form.grant_type === "authorization_code") return c.json(await fromCode(form));
    if (form.grant_type === "refresh_token") return c.json(await fromRefreshToken(form));
    throw new OAuthRefusal(400, "unsupported_grant_type", `Invalid grant_type: ${form.grant_type ?? ""}`);
  });

  app.post("/revoke", async (c) => {
    const token = (await formOf(c)).token ?? c.req.query("token") ?? "";
    const known = world.state.refreshTokens[token] ?? world.state.accessTokens[token];
    if (!known) throw new OAuthRefusal(400, "invalid_token", "Token expired or revoked");
    revokePerson(world, known.email);
    return c.json({});
  });

  const idTokenOf = async (email: string, scopes: string[], nonce?: string) =>
    scopes.includes("openid")
      ? {
          id_token: await signIdToken(world, {
            issuer: baseUrl(),
            clientId: client.id,
            email,
            scopes,
            nonce,
          }),
        }
      : {};

  const fromCode = async (form: Record<string, string>) => {
    const { email, scopes, offline, nonce } = redeemCode(world, form);
    return {
      ...issueAccessToken(world, email, scopes),
      ...(offline ? { refresh_token: issueRefreshToken(world, email, scopes) } : {}),
      ...(await idTokenOf(email, scopes, nonce)),
    };
  };

  const fromRefreshToken = async (form: Record<string, string>) => {
    const { email, scopes } = redeemRefreshToken(world, form.refresh_token);
    return { ...issueAccessToken(world, email, scopes), ...(await idTokenOf(email, scopes)) };
  };

  return app;
}

/** The client proves itself in the form or by HTTP Basic. https://developers.google.com/identity/protocols/oauth2/web-server#errors */
function refuseWrongClient(c: Context, client: Client, form: Record<string, string>): void {
  const basic = /^Basic (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  const [id = "", secret = ""] =
    basic === undefined
      ? [form.client_id, form.client_secret]
      : Buffer.from(basic, "base64").toString().split(/:(.*)/s, 2).map(formDecoded);
  if (id !== client.id) throw new OAuthRefusal(401, "invalid_client", "The OAuth client was not found.");
  if (secret !== client.secret) throw new OAuthRefusal(401, "invalid_client", "Unauthorized");
}

/** Both parts are form-encoded before they are joined (RFC 6749, 2.3.1). */
const formDecoded = (text: string) => new URLSearchParams(`_=${text.replaceAll("&", "%26")}`).get("_") ?? "";

async function formOf(c: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}

const discovery = (base: string) => ({
  issuer: base,
  authorization_endpoint: `${base}/o/oauth2/v2/auth`,
  token_endpoint: `${base}/token`,
  userinfo_endpoint: `${base}/v1/userinfo`,
  revocation_endpoint: `${base}/revoke`,
  jwks_uri: `${base}/oauth2/v3/certs`,
  response_types_supported: ["code"],
  response_modes_supported: ["query"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  scopes_supported: ["openid", "email", "profile"],
  token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
  claims_supported: [
    "aud",
    "email",
    "email_verified",
    "exp",
    "family_name",
    "given_name",
    "hd",
    "iat",
    "iss",
    "name",
    "picture",
    "sub",
  ],
  code_challenge_methods_supported: ["plain", "S256"],
  grant_types_supported: ["authorization_code", "refresh_token"],
});
