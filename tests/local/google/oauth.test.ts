import { createRemoteJWKSet, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { CalendarError } from "@/lib/calendar/calendar-error";
import { listCalendars } from "@/lib/calendar/google-calendars";
import {
  CALENDAR_SCOPES,
  consentUrl,
  createCodePair,
  exchangeCode,
  revokeGrant,
} from "@/lib/calendar/google-consent";
import {
  ANA,
  BO,
  CLIENT,
  googleUnderTest,
  isRealGoogle,
  REDIRECT_URI,
  refusal,
  testPerson,
} from "./google-under-test";

// A consent needs somebody who clicks, so none of this can run against the real Google.
const localTest = test.skipIf(isRealGoogle);

const EMAIL = "https://www.googleapis.com/auth/userinfo.email";

/** Follows a consent page to the end as if Ana had clicked. Returns what the app is sent back with. */
async function choose(url: string, answer: Record<string, string> = { person: ANA.email }) {
  const response = await fetch(`${url}&${new URLSearchParams(answer)}`, { redirect: "manual" });
  expect(response.status).toBe(303);
  return new URL(response.headers.get("location") ?? "").searchParams;
}

async function asked(more: Partial<Parameters<typeof consentUrl>[1]> = {}) {
  const { app, control } = await googleUnderTest();
  control.revoke(ANA.email);
  const { codeVerifier, codeChallenge } = createCodePair();
  const ask = {
    redirectUri: REDIRECT_URI,
    scopes: [CALENDAR_SCOPES.readBusy],
    state: "st&te",
    codeChallenge,
    ...more,
  };
  return { app, control, codeVerifier, url: await consentUrl(app, ask) };
}

// https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code
localTest("a consent ends in a refresh token, the scopes granted, and whose account it is", async () => {
  const { app, url, codeVerifier } = await asked();
  const back = await choose(url);
  expect(back.get("state")).toBe("st&te");
  const connected = await exchangeCode(app, {
    code: back.get("code") ?? "",
    codeVerifier,
    redirectUri: REDIRECT_URI,
  });
  expect(connected.email).toBe(ANA.email);
  expect(connected.scopes).toEqual(["openid", EMAIL, CALENDAR_SCOPES.readBusy]);
  expect(connected.refreshToken).toBeTruthy();
});

// https://developers.google.com/identity/protocols/oauth2/native-app#step1-code-verifier
localTest("a code is good once, for the redirect and the verifier it was made for", async () => {
  const { app, url, codeVerifier } = await asked();
  const code = (await choose(url)).get("code") ?? "";
  const exchange = (more: object) =>
    exchangeCode(app, { code, codeVerifier, redirectUri: REDIRECT_URI, ...more });
  await expect(exchange({ codeVerifier: "wrong" })).rejects.toMatchObject({
    kind: "revoked",
    reason: "invalid_grant",
  });
  await expect(exchange({ redirectUri: "http://127.0.0.1:3000/other" })).rejects.toMatchObject({
    reason: "redirect_uri_mismatch",
  });
  await exchange({});
  await expect(exchange({})).rejects.toMatchObject({ kind: "revoked", reason: "invalid_grant" });
});

// RFC 6749, 4.1.2: at most ten minutes are recommended
localTest("a code that lay about too long is refused; a refresh token does not age", async () => {
  const { app, control, url, codeVerifier } = await asked();
  const { refreshToken } = control.grant(BO.email, Object.values(CALENDAR_SCOPES));
  const code = (await choose(url)).get("code") ?? "";
  control.advance(600_000);
  await expect(exchangeCode(app, { code, codeVerifier, redirectUri: REDIRECT_URI })).rejects.toMatchObject({
    reason: "invalid_grant",
  });
  control.advance(300 * 86_400_000);
  expect(await listCalendars({ app, refreshToken })).toHaveLength(1);
});

// https://developers.google.com/identity/protocols/oauth2/web-server#error-codes-invalid-client
localTest("a wrong client or secret is refused, and it is not the person's fault", async () => {
  const { app, url, codeVerifier } = await asked();
  const code = (await choose(url)).get("code") ?? "";
  for (const wrong of [{ clientSecret: "wrong" }, { clientId: "wrong" }]) {
    const exchange = exchangeCode({ ...app, ...wrong }, { code, codeVerifier, redirectUri: REDIRECT_URI });
    await expect(exchange).rejects.toMatchObject({ kind: "invalid", reason: "invalid_client" });
  }
});

// https://developers.google.com/identity/protocols/oauth2/web-server#authorization-errors-redirect-uri-mismatch
localTest(
  "nobody is sent to an address that is not registered, nor for a client that is unknown",
  async () => {
    const { app, url } = await asked();
    const wrong = [
      url.replace(encodeURIComponent(REDIRECT_URI), encodeURIComponent("http://evil.example/")),
      url.replace(app.clientId, "other"),
      url.replace("response_type=code", "response_type=token"),
    ];
    for (const one of wrong) {
      const response = await fetch(`${one}&person=${ANA.email}`, { redirect: "manual" });
      expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    }
  },
);

// https://developers.google.com/identity/protocols/oauth2/web-server#handlingresponse
localTest("who denies comes back with access_denied and no code", async () => {
  const { url } = await asked();
  const back = await choose(url, { deny: "1" });
  expect([back.get("error"), back.get("code"), back.get("state")]).toEqual(["access_denied", null, "st&te"]);
});

// https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions
localTest("single scopes can be refused, and a later consent adds to the earlier one", async () => {
  const { app, url, codeVerifier } = await asked({
    scopes: [CALENDAR_SCOPES.readBusy, CALENDAR_SCOPES.writeEvents],
  });
  const first = await choose(url, { person: ANA.email, choose: "1", granted: CALENDAR_SCOPES.readBusy });
  const some = await exchangeCode(app, {
    code: first.get("code") ?? "",
    codeVerifier,
    redirectUri: REDIRECT_URI,
  });
  expect(some.scopes).toEqual(["openid", EMAIL, CALENDAR_SCOPES.readBusy]);

  const pair = createCodePair();
  const more = {
    redirectUri: REDIRECT_URI,
    scopes: [CALENDAR_SCOPES.writeEvents],
    state: "2",
    codeChallenge: pair.codeChallenge,
  };
  const second = await choose(await consentUrl(app, more));
  const all = await exchangeCode(app, {
    code: second.get("code") ?? "",
    codeVerifier: pair.codeVerifier,
    redirectUri: REDIRECT_URI,
  });
  expect(all.scopes).toEqual(["openid", EMAIL, CALENDAR_SCOPES.readBusy, CALENDAR_SCOPES.writeEvents]);
});

// https://developers.google.com/identity/protocols/oauth2/web-server#offline (access_type, prompt)
localTest(
  "a refresh token comes with the first consent, and later only when consent is asked for again",
  async () => {
    const { app, url } = await asked();
    const offline = async (address: string) => {
      const code = (await choose(address)).get("code") ?? "";
      const form = {
        grant_type: "authorization_code",
        code,
        redirect_uri: REDIRECT_URI,
        client_id: app.clientId,
        client_secret: app.clientSecret,
      };
      const response = await fetch(`${app.baseUrl}/token`, {
        method: "POST",
        body: new URLSearchParams(form),
      });
      return "refresh_token" in ((await response.json()) as object);
    };
    const plain = url.replace(/&code_challenge[^&]*/g, "").replace("&prompt=consent", "");
    expect(await offline(plain.replace("&access_type=offline", ""))).toBe(false);
    expect(await offline(plain)).toBe(false);
    expect(await offline(`${plain}&prompt=consent`)).toBe(true);
  },
);

// https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
localTest(
  "the id token is signed with a published key and says who, of which domain, and the nonce",
  async () => {
    const { app } = await asked();
    const url = `${app.baseUrl}/o/oauth2/v2/auth?${new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: REDIRECT_URI,
      response_type: "code",
      scope: "openid email profile",
      nonce: "n-1",
    })}`;
    const code = (await choose(url)).get("code") ?? "";
    // The client may prove itself by HTTP Basic too.
    const response = await fetch(`${app.baseUrl}/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${btoa(`${CLIENT.clientId}:${encodeURIComponent(CLIENT.clientSecret)}`)}`,
      },
      body: new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: REDIRECT_URI }),
    });
    const { id_token } = (await response.json()) as { id_token: string };
    const keys = createRemoteJWKSet(new URL(`${app.baseUrl}/oauth2/v3/certs`));
    const { payload, protectedHeader } = await jwtVerify(id_token, keys, {
      issuer: app.baseUrl,
      audience: app.clientId,
    });
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload).toMatchObject({
      email: ANA.email,
      email_verified: true,
      hd: "northlight.example",
      name: ANA.name,
      nonce: "n-1",
    });
    expect(payload.sub).toMatch(/^\d{21}$/);
  },
);

// https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke
localTest(
  "after a revocation the refresh token is invalid_grant, and revoking again is done already",
  async () => {
    const { app, ana } = await googleUnderTest();
    await revokeGrant(app, ana.access.refreshToken);
    expect(await refusal(ana.api.calendarList.list())).toEqual({ status: 400, reason: "invalid_grant" });
    await expect(listCalendars(ana.access)).rejects.toMatchObject({ kind: "revoked", retryable: false });
    await revokeGrant(app, ana.access.refreshToken);
  },
);

// https://developers.google.com/workspace/calendar/api/guides/errors#401_invalid_credentials
localTest(
  "an unknown or expired access token is 401 authError; the app fetches a new one by itself",
  async () => {
    const { control, ana } = await googleUnderTest();
    await listCalendars(ana.access);
    control.expireAccessTokens(ANA.email);
    expect((await listCalendars(ana.access)).length).toBe(1);
    const statuses = control.calls(/calendarList/).map(({ status }) => status);
    expect(statuses).toEqual([200, 401, 200]);

    const response = await fetch(`${ana.access.app.baseUrl}/calendar/v3/users/me/calendarList`, {
      headers: { authorization: "Bearer nobody" },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { code: 401, errors: [{ domain: "global", reason: "authError" }] },
    });
  },
);

// https://developers.google.com/workspace/calendar/api/auth
localTest("each call needs its scope: 403 insufficientPermissions, and no second try", async () => {
  const { app, control } = await googleUnderTest();
  control.revoke(ANA.email);
  const { refreshToken } = control.grant(ANA.email, [CALENDAR_SCOPES.readBusy]);
  const ana = await testPerson(app, ANA.email, refreshToken);
  expect(await refusal(ana.api.calendarList.list())).toEqual({
    status: 403,
    reason: "insufficientPermissions",
  });
  expect(await refusal(ana.api.events.get({ calendarId: "primary", eventId: "x" }))).toMatchObject({
    status: 403,
  });
  const failure = await listCalendars({ app, refreshToken }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CalendarError);
  expect(failure).toMatchObject({ kind: "insufficient_scope", retryable: false });
  expect(control.calls(/calendarList/)).toHaveLength(2);
});
