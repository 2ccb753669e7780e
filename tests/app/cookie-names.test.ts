import { afterEach, expect, test, vi } from "vitest";
import { signedInCookie, signInCookies } from "@/app/_server/cookie-names";
import { consentCookie } from "@/app/api/calendar/consent-cookie";
import { themeCookie } from "@/components/shell/theme";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("under https every cookie belongs to this host alone, by its name too", () => {
  vi.stubEnv("AUTH_URL", "https://deskside.example");
  const cookies = [
    ...Object.values(signInCookies(true)),
    { name: consentCookie().name, options: consentCookie() },
  ];
  expect(cookies.map(({ name }) => name).toSorted()).toEqual([
    "__Host-authjs.callback-url",
    "__Host-authjs.csrf-token",
    "__Host-authjs.nonce",
    "__Host-authjs.pkce.code_verifier",
    "__Host-authjs.session-token",
    "__Host-authjs.state",
    "__Host-deskside-consent",
  ]);
  for (const { name, options } of cookies) {
    expect(options, name).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
    expect(options, name).not.toHaveProperty("domain");
  }
  expect(themeCookie(true)).toBe("__Host-theme");
  expect(signedInCookie(true)).toBe("__Host-authjs.session-token");
});

test("over http, which one machine has, the names are ones that a browser takes", () => {
  vi.stubEnv("AUTH_URL", "http://localhost:3000");
  for (const { name, options } of Object.values(signInCookies(false))) {
    expect(name).toMatch(/^authjs\./);
    expect(options.secure).toBe(false);
  }
  expect(consentCookie()).toMatchObject({ name: "deskside-consent", secure: false, httpOnly: true });
});
