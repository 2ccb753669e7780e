import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { beginConsent, CONSENT_LASTS_MS } from "@/lib/calendar/begin-consent";
import { finishConsent } from "@/lib/calendar/finish-consent";
import { getConnection } from "@/lib/calendar/get-connection";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { DomainError } from "@/lib/errors";
import { aPerson, contextOf, NOW } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

const ANA = "ana@northlight.example";

/** A Google whose next answer to a code is `answer`; Ana and Bo; and the way through a consent. */
async function company() {
  const app = new Hono();
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const google = { answer: {} as Record<string, unknown>, codes: 0 };
  const endpoints = { authorization_endpoint: "/a", token_endpoint: "/t", userinfo_endpoint: "/u" };
  app.get("/.well-known/openid-configuration", (c) =>
    c.json({
      issuer: baseUrl,
      ...Object.fromEntries(Object.entries(endpoints).map(([name, path]) => [name, `${baseUrl}${path}`])),
    }),
  );
  app.post("/t", (c) => {
    google.codes += 1;
    return c.json({ access_token: "at", expires_in: 3600, ...google.answer });
  });
  const account = { email: ANA };
  app.get("/u", (c) => c.json(account));

  const { db } = await testDatabase();
  const config = { GOOGLE_BASE_URL: baseUrl };
  const ana = await contextOf(db, await aPerson(db, "Ana"), { config });
  const bo = await contextOf(db, await aPerson(db, "Bo"), { config });
  const begin = async (back?: string) => {
    const { url, sealed } = await beginConsent(ana, { back });
    return { sealed, state: new URL(url).searchParams.get("state") ?? "", code: "code" };
  };
  const consent = async (answer: Record<string, unknown>) => {
    google.answer = answer;
    return finishConsent(ana, await begin());
  };
  return { ana, bo, begin, consent, google, account };
}

const refused = async (promise: Promise<unknown>) => {
  const error = await promise.catch((refusal: unknown) => refusal);
  if (!(error instanceof DomainError)) throw error;
  return error.code;
};

test("what was granted is kept, and what was not is missing", async () => {
  const { ana, consent } = await company();
  await consent({ refresh_token: "rt", scope: `openid ${CALENDAR_SCOPES.readBusy}` });
  expect(await getConnection(ana)).toMatchObject({
    state: "connected",
    email: ANA,
    missing: [CALENDAR_SCOPES.chooseCalendars, CALENDAR_SCOPES.writeEvents],
  });
});

test("an answer that does not say what was granted grants what was asked", async () => {
  const { ana, consent } = await company();
  await consent({ refresh_token: "rt" });
  expect((await getConnection(ana)).missing).toEqual([]);
});

test("a second consent may come without a refresh token; the first one never", async () => {
  const { ana, consent } = await company();
  expect(await refused(consent({ scope: CALENDAR_SCOPES.readBusy }))).toBe("invalid");
  await consent({ refresh_token: "rt", scope: CALENDAR_SCOPES.readBusy });
  await consent({ scope: Object.values(CALENDAR_SCOPES).join(" ") });
  expect(await getConnection(ana)).toMatchObject({ state: "connected", missing: [] });
});

test("an answer for another browser, person, state or time is refused before any code is exchanged", async () => {
  const { ana, bo, begin, google, account } = await company();
  google.answer = { refresh_token: "rt" };
  const { sealed, state, code } = await begin();
  const attempts = [
    finishConsent(ana, { state, code }),
    finishConsent(ana, { sealed: "v1.AAAA", state, code }),
    finishConsent(ana, { sealed: `${sealed}x`, state, code }),
    finishConsent(ana, { sealed, state: "another", code }),
    finishConsent(ana, { sealed, code }),
    finishConsent(bo, { sealed, state, code }),
    finishConsent({ ...ana, now: NOW + CONSENT_LASTS_MS + 1 }, { sealed, state, code }),
    finishConsent(ana, { sealed, state, code, error: "access_denied" }),
  ];
  expect(await Promise.all(attempts.map(refused))).toEqual(attempts.map(() => "invalid"));
  expect(google.codes).toBe(0);
  account.email = "bo@northlight.example";
  expect(await refused(finishConsent(ana, { sealed, state, code }))).toBe("invalid");
  expect((await getConnection(ana)).state).toBe("never");
});

test("whatever is asked for, consent leads back to our own site", async () => {
  const { ana, begin, google } = await company();
  google.answer = { refresh_token: "rt" };
  const leadsTo = async (back?: string) => (await finishConsent(ana, await begin(back))).back;
  expect(await leadsTo("/welcome/calendar?step=2")).toBe("/welcome/calendar?step=2");
  for (const back of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil",
    "/a\r\nb",
    "/@x:y",
  ])
    expect(await leadsTo(back)).toBe("/settings/calendar");
});

test("what a second consent adds is added, whether its answer names all that is granted or nothing", async () => {
  for (const scope of [Object.values(CALENDAR_SCOPES).join(" "), undefined]) {
    const { ana, consent } = await company();
    await consent({ refresh_token: "rt", scope: CALENDAR_SCOPES.readBusy });
    await consent({ refresh_token: "another", scope });
    expect((await getConnection(ana)).missing).toEqual([]);
  }
});
