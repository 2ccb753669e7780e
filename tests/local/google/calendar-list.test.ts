import { expect, test } from "vitest";
import { listCalendars } from "@/lib/calendar/google-calendars";
import { ANA, BO, googleUnderTest, isRealGoogle, refusal } from "./google-under-test";

// https://developers.google.com/workspace/calendar/api/v3/reference/calendarList

test("the primary calendar's id is the address, and `primary` names it too", async () => {
  const { ana } = await googleUnderTest();
  const { data } = await ana.api.calendarList.get({ calendarId: "primary" });
  expect(data).toMatchObject({ id: ana.email, primary: true, accessRole: "owner" });
  expect(data.timeZone).toBeTruthy();
});

test.skipIf(isRealGoogle)("own and shared calendars are listed with role and zone, in pages", async () => {
  const { ana, control } = await googleUnderTest();
  const { id } = control.addCalendar({ summary: "On call", owner: BO.email, readers: [ANA.email] });
  control.addCalendar({ summary: "Bo's own", owner: BO.email });
  const { data } = await ana.api.calendarList.list({ maxResults: 1 });
  expect(data.items).toHaveLength(1);
  expect(data.nextPageToken).toBeTruthy();
  expect(await listCalendars(ana.access)).toEqual([
    { id: ANA.email, summary: ANA.email, primary: true, accessRole: "owner", zone: "Europe/Berlin" },
    { id, summary: "On call", primary: false, accessRole: "reader", zone: "America/New_York" },
  ]);
  expect(await refusal(ana.api.calendarList.get({ calendarId: BO.email }))).toEqual({
    status: 404,
    reason: "notFound",
  });
});
