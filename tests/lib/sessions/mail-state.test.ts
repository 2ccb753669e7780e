import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { getSession } from "@/lib/sessions/get-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { HOUR_MS } from "@/lib/time/instant";
import { START, stage } from "./stage";

/** Ana, without a calendar, has booked Bo; the invitation is owed to him by mail. */
async function invitedByMail(SMTP_URL: string | undefined) {
  const { context, ana, bo, sql, booking } = await stage({ connect: ["Bo", "Cleo"] });
  const plain = await context(ana);
  const asAna = { ...plain, config: { ...plain.config, SMTP_URL } };
  const { id } = await bookSession(asAna, booking());
  await sql`update sessions set event_state = 'none'`;
  await sql`update seats set mailed_sequence = -1 where person_id = ${bo}`;
  const mailed = () =>
    sql`update seats set mailed_sequence = (select sequence from sessions) where person_id = ${bo}`;
  const mail = async () => (await getSession(asAna, { id })).mail;
  return { asAna, id, mailed, mail };
}

test("the page says to whom the invitation is still on its way, again after each change, and then no more", async () => {
  const { asAna, id, mailed, mail } = await invitedByMail("smtp://127.0.0.1:9");
  expect(await mail()).toEqual({ waitsFor: ["Bo"] });
  await mailed();
  expect(await mail()).toEqual({ waitsFor: [] });
  await rescheduleSession(asAna, { id, start: START + HOUR_MS, key: randomUUID() });
  expect(await mail()).toEqual({ waitsFor: ["Bo"] });
  await mailed();
  await cancelSession(asAna, { id });
  expect(await mail()).toEqual({ waitsFor: ["Bo"] });
});

test("where mail is off, nothing is said of it", async () => {
  const { mail } = await invitedByMail(undefined);
  expect(await mail()).toBeNull();
});

test("where the requester's calendar has the event, nothing is said of mail", async () => {
  const { context, ana, booking } = await stage();
  const plain = await context(ana);
  const asAna = { ...plain, config: { ...plain.config, SMTP_URL: "smtp://127.0.0.1:9" } };
  const { id } = await bookSession(asAna, booking());
  expect((await getSession(asAna, { id })).mail).toBeNull();
});
