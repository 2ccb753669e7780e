import { afterEach, expect, test, vi } from "vitest";
import { readConfig } from "@/lib/config";
import { appEnvironment, givenGoogle } from "@/local/stack";

afterEach(() => {
  vi.unstubAllEnvs();
});

const GIVEN = {
  GOOGLE_BASE_URL: "http://127.0.0.1:9",
  GOOGLE_CLIENT_ID: "another-client",
  GOOGLE_CLIENT_SECRET: "another-secret",
};
const SECRETS = {
  AUTH_SECRET: "a secret for tests, 32 characters long",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  GOOGLE_CLIENT_ID: "our-client",
  GOOGLE_CLIENT_SECRET: "our-secret",
};

function configWith(env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const google = givenGoogle(process.env);
  if (!google) throw new Error("No Google was given.");
  const databaseUrl = "postgres://nobody@127.0.0.1/none";
  return readConfig(appEnvironment({ port: 3000, databaseUrl, google, secrets: SECRETS }));
}

test("another Google's people may sign in where their domain and admins are named", () => {
  const named = { ALLOWED_DOMAINS: "other.example, third.example", ADMIN_EMAILS: "Boss@other.example" };
  expect(configWith({ ...GIVEN, ...named })).toMatchObject({
    ...GIVEN,
    ALLOWED_DOMAINS: ["other.example", "third.example"],
    ADMIN_EMAILS: ["boss@other.example"],
  });
});

test("without names it is the sample company, and a Google without its client is refused", () => {
  vi.stubEnv("ALLOWED_DOMAINS", undefined);
  expect(configWith(GIVEN).ALLOWED_DOMAINS).toEqual(["northlight.example"]);
  vi.stubEnv("GOOGLE_CLIENT_SECRET", "");
  expect(() => givenGoogle(process.env)).toThrow(/GOOGLE_CLIENT_SECRET/);
});
