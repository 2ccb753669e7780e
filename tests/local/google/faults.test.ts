import { expect, test } from "vitest";
import { readBusy } from "@/lib/calendar/google-busy";
import { listCalendars } from "@/lib/calendar/google-calendars";
import { getEvent } from "@/lib/calendar/google-events";
import { ANA, BO, CLOCK, googleUnderTest, isRealGoogle, tuesday } from "./google-under-test";

// Faults cannot be ordered from the real Google. How it words them: https://developers.google.com/workspace/calendar/api/guides/errors
const localTest = test.skipIf(isRealGoogle);

localTest.each([
  [
    { status: 403, reason: "rateLimitExceeded" },
    { kind: "rate_limited", retryable: true },
  ],
  [
    { status: 403, reason: "userRateLimitExceeded", retryAfter: "7" },
    { kind: "rate_limited", retryAfterMs: 7_000 },
  ],
  [{ status: 429 }, { kind: "rate_limited", retryable: true }],
  [
    { status: 403, reason: "forbidden" },
    { kind: "forbidden", retryable: false },
  ],
  [
    { status: 404, reason: "notFound" },
    { kind: "not_found", retryable: false },
  ],
  [{ status: 500 }, { kind: "unavailable", retryable: true }],
  [
    { status: 503, retryAfter: "2" },
    { kind: "unavailable", retryAfterMs: 2_000 },
  ],
  [{ hangUp: true } as const, { kind: "unavailable", retryable: true }],
  [{ dropAnswer: true } as const, { kind: "unavailable", retryable: true }],
])("%j is %j to the app, after one call", async (instead, kind) => {
  const { ana, control } = await googleUnderTest();
  control.fault({ path: "calendarList", instead });
  await expect(listCalendars(ana.access)).rejects.toMatchObject(kind);
  expect(control.calls(/calendarList/)).toHaveLength(1);
  expect(await listCalendars(ana.access)).toHaveLength(1);
});

localTest("a fault is for a method, a person and a number of calls", async () => {
  const { ana, bo, control } = await googleUnderTest();
  control.addEvent(ANA.email, { ...tuesday({ attendees: [{ email: BO.email }] }), id: "deskside1" });
  control.fault({ method: "GET", path: "/events/", person: BO.email, times: 2, instead: { status: 500 } });
  await getEvent(ana.access, "deskside1");
  for (let call = 0; call < 2; call++)
    await expect(getEvent(bo.access, "deskside1")).rejects.toMatchObject({ kind: "unavailable" });
  await getEvent(bo.access, "deskside1");
});

localTest("a token endpoint that fails is an outage, not a revocation", async () => {
  const { ana, control } = await googleUnderTest();
  control.fault({ path: "^/token$", instead: { status: 503, reason: "temporarily_unavailable" } });
  await expect(listCalendars(ana.access)).rejects.toMatchObject({ kind: "unavailable" });
  control.fault({ path: "^/token$", instead: { hangUp: true } });
  await expect(listCalendars(ana.access)).rejects.toMatchObject({ kind: "unavailable" });
  expect(await listCalendars(ana.access)).toHaveLength(1);
});

localTest("many calls at once share one access token, also when it has ended early", async () => {
  const { ana, control } = await googleUnderTest();
  const ask = () =>
    readBusy(ana.access, { calendarIds: [ANA.email], from: Date.parse(CLOCK), to: Date.parse(CLOCK) + 1 });
  const refreshes = () => control.calls(/^\/token$/).length;
  await Promise.all(Array.from({ length: 10 }, ask));
  expect(refreshes()).toBe(1);
  control.expireAccessTokens();
  await Promise.all(Array.from({ length: 10 }, ask));
  expect(refreshes()).toBe(2);
});

localTest("a clock that moves ends access tokens after an hour", async () => {
  const { ana, control } = await googleUnderTest();
  await listCalendars(ana.access);
  control.advance(3_600_000);
  expect(control.now()).toBe(Date.parse(CLOCK) + 3_600_000);
  await listCalendars(ana.access);
  expect(control.calls(/calendarList/).map(({ status }) => status)).toEqual([200, 401, 200]);
});
