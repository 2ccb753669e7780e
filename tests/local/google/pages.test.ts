import { expect, onTestFinished, test } from "vitest";
import type { LocalGoogle } from "@/local/google/control";
import { startLocalGoogle } from "@/local/google/server";
import { ALL_SCOPES, ANA, BO, CLIENT, tuesday } from "./google-under-test";

// The pages of the stand-in, where a visitor of the demo does by hand what people do in Google.

async function started() {
  const google = await startLocalGoogle({ ...CLIENT, now: () => Date.parse("2027-03-22T08:00:00Z") });
  onTestFinished(() => google.close());
  google.control.addPeople([ANA, BO]);
  const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(google.baseUrl + path, { method: "POST", body: new URLSearchParams(fields), headers });
  const page = async (path: string) => (await fetch(google.baseUrl + path)).text();
  return { ...google, send, page };
}

/** Ana's event with Bo, Tuesday 14:00 to 14:50 in Berlin. */
const withBo = (control: LocalGoogle) =>
  control.addEvent(ANA.email, { ...tuesday(), attendees: [{ email: BO.email }] }).id;

const ANAS = `/calendar?person=${ANA.email}`;

test("an organiser changes title and time, in their own zone, and the guest sees it", async () => {
  const { control, send, page } = await started();
  const event = withBo(control);
  const form = {
    person: ANA.email,
    event,
    action: "change",
    day: "2027-03-30",
    from: "15:00",
    until: "16:20",
  };
  await send("/calendar", { ...form, title: "Pair on renewals" });
  // Summer time began in Berlin on 28 March, in New York two weeks earlier.
  expect(control.events(BO.email)).toMatchObject([
    {
      summary: "Pair on renewals",
      sequence: 1,
      start: { dateTime: "2027-03-30T15:00:00+02:00" },
      end: { dateTime: "2027-03-30T16:20:00+02:00" },
    },
  ]);
  expect(await page(`/calendar?person=${BO.email}`)).toContain("09:00–10:20");
});

test("a form sent back as it was changes nothing", async () => {
  const { control, send } = await started();
  const event = withBo(control);
  const before = control.events(ANA.email);
  const form = {
    person: ANA.email,
    event,
    action: "change",
    day: "2027-03-23",
    from: "14:00",
    until: "14:50",
  };
  await send("/calendar", { ...form, title: "Pair on the certificate" });
  expect(control.events(ANA.email)).toEqual(before);
});

test("an event that ends before it starts ends on the next day", async () => {
  const { control, send } = await started();
  const event = withBo(control);
  await send("/calendar", {
    person: ANA.email,
    event,
    action: "change",
    day: "2027-03-23",
    from: "23:30",
    until: "00:20",
  });
  expect(control.events(ANA.email)).toMatchObject([
    {
      start: { dateTime: "2027-03-23T23:30:00+01:00" },
      end: { dateTime: "2027-03-24T00:20:00+01:00" },
    },
  ]);
});

test("an event becomes all day, and a time again", async () => {
  const { control, send } = await started();
  const event = withBo(control);
  const form = {
    person: ANA.email,
    event,
    action: "change",
    day: "2027-03-24",
    from: "10:00",
    until: "11:00",
  };
  await send("/calendar", { ...form, allDay: "1" });
  expect(control.events(ANA.email)).toMatchObject([
    { start: { date: "2027-03-24" }, end: { date: "2027-03-25" } },
  ]);
  await send("/calendar", form);
  expect(control.events(ANA.email)).toMatchObject([{ start: { dateTime: "2027-03-24T10:00:00+01:00" } }]);
});

test("an event goes to another calendar of its organiser and can still be deleted there", async () => {
  const { control, send, page } = await started();
  const event = withBo(control);
  const { id } = control.addCalendar({ summary: "Team days", owner: ANA.email });
  expect(await page(ANAS)).toContain("Team days</option>");
  await send("/calendar", { person: ANA.email, event, action: "change", calendar: id });
  expect([control.events(ANA.email), control.events(ANA.email, id).length]).toEqual([[], 1]);
  expect(await page(ANAS)).toContain("Team days</p>");
  await send("/calendar", { person: ANA.email, event, action: "delete" });
  expect([control.events(ANA.email, id), control.events(BO.email)]).toEqual([[], []]);
});

test("a guest answers and throws away; they are offered no change, and get none", async () => {
  const { control, send, page } = await started();
  const event = withBo(control);
  expect(await page(`/calendar?person=${BO.email}`)).not.toContain("Change:");
  await send("/calendar", { person: BO.email, event, action: "change", title: "Mine now" });
  await send("/calendar", { person: BO.email, event, action: "change", calendar: BO.email });
  await send("/calendar", { person: BO.email, event, action: "tentative" });
  expect(control.events(ANA.email)).toMatchObject([
    {
      summary: "Pair on the certificate",
      organizer: { email: ANA.email },
      attendees: [{ responseStatus: "tentative" }],
    },
  ]);
  await send("/calendar", { person: BO.email, event, action: "delete" });
  expect(control.events(BO.email)).toEqual([]);
  expect(control.events(ANA.email)).toMatchObject([{ attendees: [{ responseStatus: "declined" }] }]);
});

test("an organiser declines their own event, which stays", async () => {
  const { control, send, page } = await started();
  const event = withBo(control);
  await send("/calendar", { person: ANA.email, event, action: "declined" });
  expect(control.events(BO.email)).toMatchObject([
    {
      status: "confirmed",
      attendees: [
        { email: BO.email, responseStatus: "needsAction" },
        { email: ANA.email, organizer: true, responseStatus: "declined" },
      ],
    },
  ]);
  expect(control.outbox()).toEqual([]);
  expect(await page(`/calendar?person=${BO.email}`)).toContain("organiser, declined");
});

test("what no form of ours sends is passed over", async () => {
  const { control, send } = await started();
  const event = withBo(control);
  const before = control.events(ANA.email);
  const wrong: Record<string, string>[] = [
    { event, day: "2027-02-30", from: "10:00", until: "11:00" },
    { event, day: "2027-03-24", from: "25:00", until: "11:00" },
    { event, day: "tomorrow", allDay: "1" },
    { event: "unknown", title: "x" },
  ];
  for (const form of wrong) {
    const { status } = await send("/calendar", { person: ANA.email, action: "change", ...form });
    expect(status).toBe(200);
  }
  expect(control.events(ANA.email)).toEqual(before);
});

test("a person takes the access away that they gave", async () => {
  const { baseUrl, control, send, page } = await started();
  const { refreshToken } = control.grant(ANA.email, ALL_SCOPES);
  expect(await page(ANAS)).toContain("See when you are free or busy, never what for");
  await send("/calendar", { person: ANA.email, event: "access", action: "revoke" });
  expect(await page(ANAS)).toContain("Deskside has no access to this account.");
  const form = {
    ...{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
    grant_type: "refresh_token",
  };
  const body = new URLSearchParams({ ...form, refresh_token: refreshToken });
  const answer = await fetch(`${baseUrl}/token`, { method: "POST", body });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: "invalid_grant" }]);
});

test.each([
  ["503", "fail with 503", 503],
  ["403", "refused with 403", 403],
])("a visitor lets the next calls go wrong: %s", async (trouble, words, status) => {
  const { baseUrl, control, send, page } = await started();
  const call = () => fetch(`${baseUrl}/calendar/v3/users/me/calendarList`);
  await send("/trouble", { action: "on", trouble, times: "2" });
  expect(await page("/trouble")).toMatch(new RegExp(`2 more calls: .*${words}`));
  expect([(await call()).status, (await call()).status, (await call()).status]).toEqual([
    status,
    status,
    401,
  ]);
  expect(await page("/trouble")).toContain("Nothing is switched on");
  await send("/trouble", { action: "on", trouble, times: "9" });
  await send("/trouble", { action: "off" });
  expect([control.faults(), (await call()).status]).toEqual([[], 401]);
});

test("a visitor lets answers be lost and notifications vanish; signing in goes on", async () => {
  const { baseUrl, control, send } = await started();
  await send("/trouble", { action: "on", trouble: "lost", times: "1" });
  await send("/trouble", { action: "pushes", weather: "lost" });
  expect(control.pushWeather()).toEqual({ lose: "all" });
  expect((await fetch(`${baseUrl}/.well-known/openid-configuration`)).status).toBe(200);
  await expect(fetch(`${baseUrl}/calendar/v3/users/me/calendarList`)).rejects.toThrow();
  for (const times of ["0", "-1", "1.5", "100", "x"])
    await send("/trouble", { action: "on", trouble: "503", times });
  expect(control.faults()).toEqual([]);
});

test("a page of another site moves nothing and switches nothing on", async () => {
  const { baseUrl, control, send } = await started();
  const event = withBo(control);
  const foreign = { origin: "https://elsewhere.example" };
  const answers = [
    await send("/calendar", { person: ANA.email, event, action: "delete" }, foreign),
    await send("/trouble", { action: "on", trouble: "503", times: "1" }, foreign),
    await send("/__local/reset", {}, { origin: "null" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect([control.events(ANA.email).length, control.faults()]).toEqual([1, []]);
  await send("/calendar", { person: ANA.email, event, action: "delete" }, { origin: baseUrl });
  expect(control.events(ANA.email)).toEqual([]);
});
