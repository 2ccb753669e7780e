import { expect, test } from "vitest";
import { getMailSettings, saveMail } from "@/lib/people/mail-settings";
import { MAIL_CHOICES } from "@/lib/people/schema";
import { aPerson, contextOf } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

async function ana() {
  const { db } = await testDatabase();
  const personId = await aPerson(db, "Ana");
  return { db, context: await contextOf(db, personId), bo: await contextOf(db, await aPerson(db, "Bo")) };
}

/** Everything but the week's mail, which one has to ask for. */
const UNLESS_CHANGED = Object.keys(MAIL_CHOICES).filter((choice) => choice !== "week");

test("at first everything is mailed, and the page knows whether this server mails at all", async () => {
  const { context } = await ana();
  expect(await getMailSettings(context)).toEqual({
    email: "ana@northlight.example",
    isOn: false,
    wanted: UNLESS_CHANGED,
    feedAddress: null,
  });
  const withMail = { ...context, config: { ...context.config, SMTP_URL: "smtp://127.0.0.1" } };
  expect((await getMailSettings(withMail)).isOn).toBe(true);
});

test("what is not wanted is switched off, for this person alone, and on again", async () => {
  const { context, bo } = await ana();
  await saveMail(context, { wanted: ["reminder"] });
  expect((await getMailSettings(context)).wanted).toEqual(["reminder"]);
  expect((await getMailSettings(bo)).wanted).toEqual(UNLESS_CHANGED);
  await saveMail(context, {});
  expect((await getMailSettings(context)).wanted).toEqual([]);
  await saveMail(context, { wanted: ["write_note", "offers"] });
  expect((await getMailSettings(context)).wanted).toEqual(["offers", "write_note"]);
});

test("mail that does not exist is refused", async () => {
  const { context } = await ana();
  await expect(saveMail(context, { wanted: ["everything"] })).rejects.toMatchObject({ code: "invalid" });
});
