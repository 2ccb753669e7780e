import { expect, test } from "vitest";
import { readConfig } from "@/lib/config";

const complete = {
  DATABASE_URL: "postgres://deskside@db.example/deskside",
  AUTH_URL: "https://deskside.example",
  AUTH_SECRET: "0123456789012345678901234567890123456789",
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
  GOOGLE_CLIENT_ID: "client",
  GOOGLE_CLIENT_SECRET: "secret",
  ALLOWED_DOMAINS: "Northlight.example, northlight.test",
};

test("a complete environment is read, lists split and lower-cased, defaults filled in", () => {
  const config = readConfig({ ...complete, ADMIN_EMAILS: "Marta@Northlight.example" });
  expect(config.ALLOWED_DOMAINS).toEqual(["northlight.example", "northlight.test"]);
  expect(config.ADMIN_EMAILS).toEqual(["marta@northlight.example"]);
  expect(config).toMatchObject({ DESKSIDE_LOCAL: false, WORKER: "inline", LOG_LEVEL: "info" });
});

test("everything missing or malformed is named at once, and no value is repeated", () => {
  const { GOOGLE_CLIENT_ID: _, ...rest } = complete;
  const read = () =>
    readConfig({
      ...rest,
      AUTH_SECRET: "too-short-secret",
      DATABASE_URL: "mysql://db",
      ENCRYPTION_KEY: "abc",
    });
  expect(read).toThrow(/GOOGLE_CLIENT_ID is missing/);
  expect(read).toThrow(/AUTH_SECRET is shorter than 32 characters/);
  expect(read).toThrow(/DATABASE_URL is not a postgres/);
  expect(read).toThrow(/ENCRYPTION_KEY is not 32 bytes/);
  expect(read).not.toThrow(/too-short-secret|mysql/);
});

test("an empty variable counts as missing", () => {
  expect(() => readConfig({ ...complete, ALLOWED_DOMAINS: "" })).toThrow(/ALLOWED_DOMAINS is missing/);
  expect(() => readConfig({ ...complete, ALLOWED_DOMAINS: " , " })).toThrow(
    /ALLOWED_DOMAINS names no domain/,
  );
});

test("another Google is refused unless the stand-ins are allowed", () => {
  const elsewhere = { ...complete, GOOGLE_BASE_URL: "http://127.0.0.1:3001" };
  expect(() => readConfig(elsewhere)).toThrow(/GOOGLE_BASE_URL/);
  expect(readConfig({ ...elsewhere, DESKSIDE_LOCAL: "1" }).GOOGLE_BASE_URL).toBe("http://127.0.0.1:3001");
});

test("without a mail server there is no mail, and that is no mistake", () => {
  expect(readConfig({ ...complete, SMTP_URL: "", MAIL_FROM: "" })).not.toHaveProperty("SMTP_URL");
});

test.each([
  "smtp://mail.internal",
  "smtp://127.0.0.1:2525",
  "smtps://me:p%40ss@mail.example:465",
  "smtp://[::1]:25",
])("%s is a mail server", (SMTP_URL) => {
  expect(readConfig({ ...complete, SMTP_URL }).SMTP_URL).toBe(SMTP_URL);
});

test.each(["mail.internal", "http://mail.internal", "smtp:", "smtp://", "smtp://a b", "smtp://me:100%@mail"])(
  "%s is none, and its password is not repeated",
  (SMTP_URL) => {
    expect(() => readConfig({ ...complete, SMTP_URL })).toThrow(
      /^ {2}SMTP_URL is not an smtp:\/\/ or smtps:\/\/ address$/m,
    );
  },
);

test.each(["deskside@northlight.example", "Deskside <deskside@northlight.example>", "Büro <a@localhost>"])(
  "mail may be from %s",
  (MAIL_FROM) => {
    expect(readConfig({ ...complete, MAIL_FROM }).MAIL_FROM).toBe(MAIL_FROM);
  },
);

test.each(["Deskside", "a@b, c@d", "a@b\r\nBcc: c@d", "X\n<a@b>", "<a@b", '"X" <a@b>'])(
  "mail may not be from %j",
  (MAIL_FROM) => {
    expect(() => readConfig({ ...complete, MAIL_FROM })).toThrow(/MAIL_FROM is neither an address/);
  },
);

test("a page with everybody's mail is refused unless the stand-ins are allowed", () => {
  const inbox = { ...complete, LOCAL_INBOX_URL: "http://127.0.0.1:3002" };
  expect(() => readConfig(inbox)).toThrow(/LOCAL_INBOX_URL/);
  expect(readConfig({ ...inbox, DESKSIDE_LOCAL: "1" }).LOCAL_INBOX_URL).toBe("http://127.0.0.1:3002");
});
