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
