import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { composeMail } from "@/lib/mail/compose";
import { closeMail, type Mail, sendMail } from "@/lib/mail/transport";
import { startLocalMail } from "@/local/mail/server";
import { TEST_CONFIG } from "@/tests/support/company";
import { mailServer } from "@/tests/support/mail";

const mailOf = (over: Partial<Mail> = {}): Mail => ({
  to: { name: "Bo Lind", email: "bo@northlight.example" },
  id: "notice-1",
  ...composeMail({
    subject: "Coming up",
    heading: "Coming up",
    paragraphs: ["Tue 24 Nov 14:00–14:50"],
    link: { label: "Open the session", href: "http://localhost:3000/sessions/1" },
    footer: "You choose.",
  }),
  ...over,
});

/** Header names of the message as it came over the wire, unfolded. */
function headersOf(source: string) {
  const head = source.slice(0, source.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return head.split("\r\n").map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
}

test("a mail arrives with its text, its HTML and where it is from", async () => {
  const server = await mailServer();
  await sendMail({ ...TEST_CONFIG, SMTP_URL: server.smtpUrl }, mailOf());
  const [mail] = server.box.mails("bo@northlight.example");
  expect(mail?.email).toMatchObject({
    subject: "Coming up",
    from: { name: "Deskside", address: "deskside@localhost" },
    to: [{ name: "Bo Lind", address: "bo@northlight.example" }],
    messageId: "<notice-1@localhost>",
  });
  expect(mail?.email.text).toContain("Tue 24 Nov 14:00–14:50");
  expect(mail?.email.html).toContain("Tue 24 Nov 14:00–14:50");
});

test("MAIL_FROM is whom it is from", async () => {
  const server = await mailServer();
  const MAIL_FROM = "Pairing <pairing@northlight.example>";
  await sendMail({ ...TEST_CONFIG, SMTP_URL: server.smtpUrl, MAIL_FROM }, mailOf());
  expect(server.box.mails()[0]?.email.from).toMatchObject({
    name: "Pairing",
    address: "pairing@northlight.example",
  });
});

test.each([
  "Bo\r\nBcc: evil@x.example",
  "Bo\nX-Evil: 1",
  '"Bo" <evil@x.example>, other@x.example',
  "Bo\u2028\u0000Lind",
  "Åsa 😀 ".repeat(40),
])("row 19: hostile names and subjects add no header and no recipient: %j", async (hostile) => {
  const server = await mailServer();
  const config = { ...TEST_CONFIG, SMTP_URL: server.smtpUrl };
  await sendMail(config, mailOf());
  await sendMail(
    config,
    mailOf({ id: "notice-2", subject: hostile, to: { name: hostile, email: "bo@northlight.example" } }),
  );
  const [plain, odd] = server.box.deliveries();
  expect(headersOf(odd?.source ?? "")).toEqual(headersOf(plain?.source ?? "none"));
  expect(odd?.recipients).toEqual(["bo@northlight.example"]);
  expect(odd?.email.to).toHaveLength(1);
  for (const line of odd?.source.split("\r\n") ?? []) expect(Buffer.byteLength(line)).toBeLessThan(999);
});

test("the same mail sent twice has one Message-ID", async () => {
  const server = await mailServer();
  const config = { ...TEST_CONFIG, SMTP_URL: server.smtpUrl };
  await sendMail(config, mailOf());
  await sendMail(config, mailOf());
  expect(server.box.deliveries()).toHaveLength(2);
  expect(server.box.mails()).toHaveLength(1);
});

test("a refusal is told by its code, without the address or the server's words", async () => {
  const server = await mailServer();
  server.fault({ times: 1, how: 451 });
  const refused = sendMail({ ...TEST_CONFIG, SMTP_URL: server.smtpUrl }, mailOf());
  await expect(refused).rejects.toMatchObject({
    name: "MailFailure",
    message: "The mail server answered 451 to DATA.",
  });
  expect(server.box.deliveries()).toEqual([]);
});

test("a line that goes dead after the mail was taken is not silently tried again", async () => {
  const server = await mailServer();
  server.fault({ times: 1, how: "drop_after_taking" });
  await expect(sendMail({ ...TEST_CONFIG, SMTP_URL: server.smtpUrl }, mailOf())).rejects.toThrow(
    /mail server/i,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(server.tries()).toBe(1);
});

test("nobody there is a failure that can be tried again, and works once somebody is", async () => {
  const gone = await startLocalMail();
  await gone.close();
  await expect(sendMail({ ...TEST_CONFIG, SMTP_URL: gone.smtpUrl }, mailOf())).rejects.toMatchObject({
    message: "The mail server could not be reached (ESOCKET).",
  });
  closeMail();
});

test("a server that does not encrypt is refused where that is asked for", async () => {
  const server = await mailServer();
  const SMTP_URL = `${server.smtpUrl}?requireTLS=true`;
  await expect(sendMail({ ...TEST_CONFIG, SMTP_URL }, mailOf())).rejects.toThrow("The mail server");
  expect(server.tries()).toBe(0);
});

test("name and password are told to the server as they are, with their signs decoded", async () => {
  const seen: unknown[] = [];
  const server = new SMTPServer({
    authMethods: ["PLAIN"],
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth({ username, password }, _session, answer) {
      seen.push([username, password]);
      answer(null, { user: username });
    },
    onData(stream, _session, answer) {
      stream.on("end", () => answer()).resume();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  onTestFinished(closeMail);
  const { port } = server.server.address() as AddressInfo;
  const SMTP_URL = `smtp://desk%40side:p%3Aa%2Fs%23s@127.0.0.1:${port}`;
  await sendMail({ ...TEST_CONFIG, SMTP_URL }, mailOf());
  expect(seen).toEqual([["desk@side", "p:a/s#s"]]);
});

test("without a mail server nothing happens", async () => {
  await expect(sendMail(TEST_CONFIG, mailOf())).resolves.toBeUndefined();
});
