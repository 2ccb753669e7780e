import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { type GoogleApp, googleEndpoints, googleIssuer } from "@/lib/calendar/google";
import { listCalendars } from "@/lib/calendar/google-calendars";
import { consentUrl, exchangeCode, revokeGrant } from "@/lib/calendar/google-consent";
import { eventIdOf } from "@/lib/calendar/google-events";
import { CLIENT, REDIRECT_URI } from "./google-under-test";

// The app depends on what Google documents, not on a habit of our own stand-in.

/** Somebody else's Google: other paths, no userinfo, no revocation, an id token that is not ours to verify. */
async function otherGoogle(): Promise<GoogleApp & { baseUrl: string }> {
  const app = new Hono();
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const idToken = `${part({ alg: "none" })}.${part({ aud: CLIENT.clientId, email: "Ana@Northlight.example" })}.x`;
  app.get("/.well-known/openid-configuration", (c) =>
    c.json({
      issuer: baseUrl,
      authorization_endpoint: `${baseUrl}/a?kept=1`,
      token_endpoint: `${baseUrl}/t`,
    }),
  );
  app.post("/t", (c) =>
    c.json({
      access_token: "at",
      expires_in: 3600,
      id_token: idToken,
      refresh_token: "rt",
      scope: "openid  x",
    }),
  );
  app.get("/calendar/v3/users/me/calendarList", (c) => c.json({ items: [{ id: "a@b.example" }] }));
  return { ...CLIENT, baseUrl };
}

test("a stand-in's endpoints come from its discovery document", async () => {
  const app = await otherGoogle();
  const ask = {
    redirectUri: REDIRECT_URI,
    scopes: ["x"],
    state: "s",
    codeChallenge: "c",
    loginHint: "a@b.example",
  };
  const url = new URL(await consentUrl(app, ask));
  expect(url.pathname).toBe("/a");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    kept: "1",
    scope: "openid email x",
    access_type: "offline",
    code_challenge_method: "S256",
    include_granted_scopes: "true",
    login_hint: "a@b.example",
  });
  const connected = await exchangeCode(app, { code: "c", codeVerifier: "v", redirectUri: REDIRECT_URI });
  expect(connected).toEqual({ refreshToken: "rt", scopes: ["openid", "x"], email: "ana@northlight.example" });
  expect(await listCalendars({ app, refreshToken: "rt" })).toEqual([
    { id: "a@b.example", summary: "a@b.example", primary: false, accessRole: "reader", zone: null },
  ]);
  await expect(revokeGrant(app, "rt")).rejects.toMatchObject({ kind: "unavailable" });
});

test("a stand-in that is not up yet is asked again", async () => {
  const app = await otherGoogle();
  const down = { baseUrl: "http://127.0.0.1:9" };
  await expect(googleEndpoints(down)).rejects.toMatchObject({ kind: "unavailable" });
  await expect(googleEndpoints(down)).rejects.toMatchObject({ kind: "unavailable" });
  expect((await googleEndpoints({ baseUrl: `${app.baseUrl}/` })).calendarRootUrl).toBe(`${app.baseUrl}/`);
});

// https://developers.google.com/identity/protocols/oauth2/web-server
test("without a base URL it is the real Google", async () => {
  expect(googleIssuer({})).toBe("https://accounts.google.com");
  expect(await googleEndpoints({})).toMatchObject({
    authorization: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    calendarRootUrl: "https://www.googleapis.com/",
  });
});

test("an event id is made of the session's id and of letters that Google takes", () => {
  expect(eventIdOf("0F8FAD5B-d9cb-469f-a165-70867728950e")).toBe("deskside0f8fad5bd9cb469fa16570867728950e");
  expect(eventIdOf("0f8fad5b-d9cb-469f-a165-70867728950e")).toMatch(/^[a-v0-9]{5,1024}$/);
  expect(() => eventIdOf("7")).toThrow(RangeError);
});
