import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listCalendars } from "@/lib/calendar/google-calendars";
import { startLocalGoogle } from "@/local/google/server";
import { ALL_SCOPES, ANA, BO, CLIENT, REDIRECT_URI, tuesday } from "./google-under-test";

// What only the stand-in has: memory on disk, a control, and pages for visitors.

async function started(stateFile?: string) {
  const google = await startLocalGoogle({
    ...CLIENT,
    stateFile,
    now: () => Date.parse("2027-03-22T08:00:00Z"),
  });
  onTestFinished(() => google.close());
  return google;
}

test("people, events, tokens and the signing key survive a restart", async () => {
  const stateFile = join(await mkdtemp(join(tmpdir(), "google-")), "deep", "state.json");
  const first = await started(stateFile);
  first.control.addPeople([ANA, BO]);
  first.control.addEvent(ANA.email, { ...tuesday(), attendees: [{ email: BO.email }] });
  const { refreshToken } = first.control.grant(ANA.email, ALL_SCOPES);
  const keys = await (await fetch(`${first.baseUrl}/oauth2/v3/certs`)).text();
  await first.close();

  const second = await started(stateFile);
  expect(second.control.events(BO.email)).toMatchObject([{ summary: "Pair on the certificate" }]);
  expect(await listCalendars({ app: { ...CLIENT, baseUrl: second.baseUrl }, refreshToken })).toHaveLength(1);
  expect(await (await fetch(`${second.baseUrl}/oauth2/v3/certs`)).text()).toBe(keys);
});

test("a state from before there were channels is filled up", async () => {
  const stateFile = join(await mkdtemp(join(tmpdir(), "google-")), "state.json");
  const first = await started(stateFile);
  first.control.addPeople([ANA]);
  await first.close();
  const { channels: _, ...before } = JSON.parse(await readFile(stateFile, "utf8"));
  await writeFile(stateFile, JSON.stringify(before));

  const second = await started(stateFile);
  expect(second.control.channels()).toEqual([]);
  expect(second.control.people()).toHaveLength(1);
});

test("the state is on disk soon after a change, without being asked", async () => {
  const stateFile = join(await mkdtemp(join(tmpdir(), "google-")), "state.json");
  const google = await started(stateFile);
  google.control.addPeople([ANA]);
  await expect
    .poll(() => readFile(stateFile, "utf8").catch(() => ""), { timeout: 3_000 })
    .toContain(ANA.email);
});

test("a port that is taken is an error, not a crash", async () => {
  const { baseUrl } = await started();
  await expect(startLocalGoogle({ ...CLIENT, port: Number(new URL(baseUrl).port) })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});

test("other processes control it over HTTP", async () => {
  const { baseUrl, control } = await started();
  const post = async (name: string, body: object) =>
    (await fetch(`${baseUrl}/__local/${name}`, { method: "POST", body: JSON.stringify(body) })).json();
  await post("people", { people: [ANA, BO] });
  const made = (await post("events", {
    person: ANA.email,
    event: { ...tuesday(), attendees: [{ email: BO.email }] },
  })) as { id: string };
  await post("respond", { person: BO.email, event: made.id, response: "accepted" });
  const events = await (await fetch(`${baseUrl}/__local/events?person=${ANA.email}`)).json();
  expect(events).toMatchObject([
    { id: made.id, attendees: [{ email: BO.email, responseStatus: "accepted" }] },
  ]);
  expect(await post("move", { person: "nobody@x.example", event: "x", start: 1, end: 2 })).toEqual({
    error: "Nobody here has the address nobody@x.example.",
  });
  await post("reset", {});
  expect(control.people()).toEqual([]);
});

test("the account page lists the people by team, the scopes in words, and says what it is", async () => {
  const { baseUrl, control } = await started();
  control.addPeople([ANA, BO, { ...BO, email: "x@northlight.example", name: `<b>"X"</b>` }]);
  const ask = {
    client_id: CLIENT.clientId,
    redirect_uri: REDIRECT_URI,
    response_type: "code",
    scope: `openid email ${ALL_SCOPES.join(" ")}`,
  };
  const page = await (await fetch(`${baseUrl}/o/oauth2/v2/auth?${new URLSearchParams(ask)}`)).text();
  for (const text of [
    "A stand-in for Google on this machine. Nothing leaves it.",
    "<h2>Platform ops</h2>",
    'value="ana@northlight.example"',
    "See when you are free or busy, never what for",
    "Deny",
  ]) {
    expect(page).toContain(text);
  }
  expect(page).not.toContain("<b>");
});

test("a person's calendar page shows both sides of an event, in their own zone, and takes an answer", async () => {
  const { baseUrl, control } = await started();
  control.addPeople([ANA, BO]);
  const link = { createRequest: { requestId: "r", conferenceSolutionKey: { type: "hangoutsMeet" } } };
  const { id, hangoutLink } = control.addEvent(ANA.email, {
    ...tuesday(),
    attendees: [{ email: BO.email }],
    conferenceData: link,
  });
  const pageOf = async (email: string) => (await fetch(`${baseUrl}/calendar?person=${email}`)).text();
  expect(await pageOf(ANA.email)).toContain("14:00–14:50");
  const bo = await pageOf(BO.email);
  expect(bo).toContain("09:00–09:50");
  expect(bo).toContain(hangoutLink as string);

  const body = new URLSearchParams({ person: BO.email, event: id, action: "declined" });
  const response = await fetch(`${baseUrl}/calendar`, { method: "POST", body });
  expect(response.status).toBe(200);
  expect(control.events(ANA.email)).toMatchObject([{ attendees: [{ responseStatus: "declined" }] }]);
});
