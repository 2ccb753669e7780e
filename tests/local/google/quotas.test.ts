import { expect, onTestFinished, test } from "vitest";
import { listCalendars } from "@/lib/calendar/google-calendars";
import { startLocalGoogle } from "@/local/google/server";
import { ANA, CLIENT, googleUnderTest, isRealGoogle, refusal, type TestPerson } from "./google-under-test";

// Nobody uses up the real Google's quota to see what it says.
const localTest = test.skipIf(isRealGoogle);

const read = ({ api }: TestPerson) => api.calendarList.list({ fields: "items(id)" });

// https://developers.google.com/workspace/calendar/api/guides/quota and .../guides/errors#403_user_rate_limit_exceeded
localTest("one person's calls are limited in a sliding minute, and nobody else's", async () => {
  const { ana, bo, control } = await googleUnderTest();
  control.quota({ perUserPerMinute: 2 });
  await read(ana);
  control.advance(40_000);
  await read(ana);
  expect(await refusal(read(ana))).toEqual({ status: 403, reason: "userRateLimitExceeded" });
  await read(bo);
  control.advance(20_000);
  await read(ana);
  expect(await refusal(read(ana))).toEqual({ status: 403, reason: "userRateLimitExceeded" });
});

// https://developers.google.com/workspace/calendar/api/guides/errors#403_rate_limit_exceeded
localTest("all calls of the project are limited together", async () => {
  const { ana, bo, control } = await googleUnderTest();
  control.quota({ perUserPerMinute: 2, perProjectPerMinute: 3 });
  await read(ana);
  await read(ana);
  await read(bo);
  expect(await refusal(read(bo))).toEqual({ status: 403, reason: "rateLimitExceeded" });
  control.quota({});
  await read(bo);
});

// https://developers.google.com/workspace/calendar/api/guides/errors#429_too_many_requests
localTest.each([
  [{ status: 429 } as const, { kind: "rate_limited", reason: "rateLimitExceeded", retryAfterMs: undefined }],
  [{ retryAfter: true }, { kind: "rate_limited", reason: "userRateLimitExceeded", retryAfterMs: 30_000 }],
  [
    { status: 429, retryAfter: true } as const,
    { kind: "rate_limited", reason: "rateLimitExceeded", retryAfterMs: 30_000 },
  ],
])("told to say %j, it is %j to the app", async (how, error) => {
  const { ana, control } = await googleUnderTest();
  control.quota({ perUserPerMinute: 1, ...how });
  await listCalendars(ana.access);
  control.advance(30_000);
  await expect(listCalendars(ana.access)).rejects.toMatchObject(error);
  control.advance(30_000);
  await listCalendars(ana.access);
});

localTest("without being told it limits nobody", async () => {
  const google = await startLocalGoogle(CLIENT);
  onTestFinished(() => google.close());
  google.control.addPeople([ANA]);
  const { refreshToken } = google.control.grant(ANA.email, [
    "https://www.googleapis.com/auth/calendar.readonly",
  ]);
  const access = { app: { ...CLIENT, baseUrl: google.baseUrl }, refreshToken };
  for (let round = 0; round < 7; round++) {
    await Promise.all(Array.from({ length: 100 }, () => listCalendars(access)));
  }
  expect(google.control.calls(/calendarList/).every(({ status }) => status === 200)).toBe(true);
});
