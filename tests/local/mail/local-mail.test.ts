import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTransport } from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { type RunningMail, startLocalMail } from "@/local/mail/server";

async function running(options: Parameters<typeof startLocalMail>[0] = {}) {
  const mail = await startLocalMail(options);
  onTestFinished(() => mail.close());
  return mail;
}

async function send(mail: RunningMail, over: object = {}) {
  const transport = createTransport({ url: mail.smtpUrl });
  await transport.sendMail({
    from: "Deskside <deskside@northlight.example>",
    to: "Bo <Bo@northlight.example>",
    subject: "Coming up",
    text: "Plain words",
    html: "<html><head></head><body><p>Rich words</p></body></html>",
    ...over,
  });
}

const page = async (mail: RunningMail, at: string) => {
  const answer = await fetch(`${mail.baseUrl}${at}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test("an empty inbox says what will come", async () => {
  const mail = await running();
  expect((await page(mail, "/")).text).toContain("No mail yet");
});

test("mail is listed by person and read as text and HTML", async () => {
  const mail = await running();
  await send(mail);
  await send(mail, { to: "cleo@northlight.example", subject: "For Cleo" });
  const all = (await page(mail, "/")).text;
  expect(all.indexOf("For Cleo")).toBeLessThan(all.indexOf("Coming up"));
  const bos = (await page(mail, "/?person=bo%40northlight.example")).text;
  expect(bos).toContain("Coming up");
  expect(bos).not.toContain("For Cleo");
  expect((await page(mail, "/mail/1")).text).toContain("Plain words");
  expect((await page(mail, "/mail/1/html")).text).toContain("Rich words");
  expect((await page(mail, "/mail/9")).status).toBe(404);
});

test("nothing in a mail runs or is fetched", async () => {
  const mail = await running();
  const evil = `"><script>alert(1)</script>`;
  await send(mail, { subject: evil, text: evil, html: `<html><head></head><body>${evil}</body></html>` });
  for (const at of ["/", "/mail/1"]) expect((await page(mail, at)).text).not.toContain(evil);
  expect((await page(mail, "/mail/1")).text).toMatch(
    /<iframe[^>]+sandbox="allow-same-origin allow-popups[^"]*"/,
  );
  const { headers } = await page(mail, "/mail/1/html");
  expect(headers.get("content-security-policy")).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
});

test("a calendar file can be taken out of a mail", async () => {
  const mail = await running();
  const content = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
  await send(mail, { icalEvent: { method: "REQUEST", content, filename: "session.ics" } });
  const { text } = await page(mail, "/mail/1");
  const at = [...text.matchAll(/href="(\/mail\/1\/attachments\/\d)">session\.ics/g)].map(
    ([, href]) => href ?? "",
  );
  const file = await page(mail, at[0] ?? "");
  expect(at).toHaveLength(1);
  expect(file.text.trim().split(/\r?\n/)).toEqual(content.trim().split("\r\n"));
  expect(file.headers.get("content-disposition")).toContain("attachment");
});

test("what is refused on demand does not arrive, and then it does", async () => {
  const mail = await running();
  mail.fault({ times: 1, how: 550 });
  await expect(send(mail)).rejects.toMatchObject({ responseCode: 550 });
  mail.fault({ times: 1, how: "drop" });
  await expect(send(mail)).rejects.toBeInstanceOf(Error);
  await send(mail);
  expect(mail.box.deliveries()).toHaveLength(1);
  expect(mail.tries()).toBe(3);
});

test("other processes read mail and say what goes wrong", async () => {
  const mail = await running();
  await fetch(`${mail.baseUrl}/__local/faults`, {
    method: "POST",
    body: JSON.stringify({ times: 1, how: 451 }),
  });
  await expect(send(mail)).rejects.toMatchObject({ responseCode: 451 });
  await send(mail);
  const answer = await fetch(`${mail.baseUrl}/__local/mails?person=bo%40northlight.example`);
  expect(await answer.json()).toMatchObject([{ subject: "Coming up", text: "Plain words\n" }]);
});

test("mail is there after a restart", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskside-mail-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateFile = path.join(folder, "mail.json");
  const before = await startLocalMail({ stateFile });
  await send(before);
  await before.close();
  const after = await running({ stateFile });
  expect(after.box.mails()[0]?.email.subject).toBe("Coming up");
  await send(after, { subject: "Second" });
  expect(after.box.mails().map(({ id }) => id)).toEqual([2, 1]);
});

test("only this machine reaches it", async () => {
  const mail = await running();
  expect(mail.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(mail.smtpUrl).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/);
});
