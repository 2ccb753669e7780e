import { NextRequest } from "next/server";
import { afterEach, expect, test, vi } from "vitest";
import { PATH_HEADER } from "@/app/_server/path-header";
import { proxy } from "@/proxy";

afterEach(() => {
  vi.unstubAllEnvs();
});

const asked = (path: string, headers = {}, method = "GET") =>
  proxy(
    new NextRequest(`http://localhost:3000${path}`, {
      method,
      headers: { host: "localhost:3000", ...headers },
    }),
  );
const told = (path: string, headers = {}) =>
  asked(path, headers).headers.get(`x-middleware-request-${PATH_HEADER}`);

test("pages are told which address was asked for, whatever a browser says it was", () => {
  expect(told("/board?team=1&q=%C3%BC")).toBe("/board?team=1&q=%C3%BC");
  expect(told("/board", { [PATH_HEADER]: "//evil.example" })).toBe("/board");
});

test("an address that nobody can read is refused, not a fault", () => {
  for (const path of [
    "/requests/%ff",
    "/systems/%",
    "/people/%zz",
    "/api/sessions/%c3%28/note",
    "/%ed%a0%80",
  ])
    expect(asked(path).status).toBe(400);
  for (const path of ["/systems/caf%C3%A9", "/requests/%00", "/notes?q=%ff"])
    expect(asked(path).status).toBe(200);
});

test("each request has an id that the app and the answer carry, and a client's own counts for nothing", () => {
  const ids = [1, 2].map(() => {
    const { headers } = asked("/board", { "x-request-id": "mine" });
    expect(headers.get("x-middleware-request-x-request-id")).toBe(headers.get("x-request-id"));
    return headers.get("x-request-id");
  });
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(ids).size).toBe(2);
});

const policyOf = (path: string) => asked(path).headers.get("content-security-policy") ?? "";
const directivesOf = (policy: string) =>
  Object.fromEntries(policy.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1)]));

test("a page runs scripts by a nonce of this one request, which the app is told, and nothing else", () => {
  const { headers } = asked("/board");
  const { "script-src": scripts, ...others } = directivesOf(headers.get("content-security-policy") ?? "");
  expect(scripts).toEqual([expect.stringMatching(/^'nonce-[\w+/]{24}'$/), "'strict-dynamic'"]);
  expect(headers.get("x-middleware-request-content-security-policy")).toBe(
    headers.get("content-security-policy"),
  );
  expect(others).toEqual({
    "default-src": ["'none'"],
    "style-src": ["'self'", scripts?.[0]],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'", "https://accounts.google.com"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
  });
  expect(new Set([1, 2, 3].map(() => policyOf("/board"))).size).toBe(3);
});

test("a policy that a client sends along counts for nothing", () => {
  const mine = { "content-security-policy": "script-src 'nonce-mine'" };
  expect(asked("/board", mine).headers.get("x-middleware-request-content-security-policy")).not.toContain(
    "mine",
  );
});

test("data does nothing when it is opened as a page", () => {
  const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  for (const path of ["/api/board", "/api/feed/x.ics", "/api/walls", "/api/no-such-thing", "/api/auth/csrf"])
    expect(policyOf(path)).toBe(nothing);
});

test("every answer says how browsers are to take it, refusals too", () => {
  for (const answer of [asked("/board"), asked("/api/board"), asked("/%ff"), asked("/", {}, "POST")])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
      "x-frame-options": "DENY",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
});

test("under https, and only there, browsers are told to stay with it", () => {
  expect(asked("/").headers.has("strict-transport-security")).toBe(false);
  vi.stubEnv("AUTH_URL", "https://deskside.example");
  expect(asked("/").headers.get("strict-transport-security")).toBe("max-age=31536000");
  expect(policyOf("/")).toContain("upgrade-insecure-requests");
});

test("a stand-in for Google is where the sign-in form may lead, instead of Google", () => {
  vi.stubEnv("GOOGLE_BASE_URL", "http://127.0.0.1:3001");
  expect(policyOf("/sign-in")).toContain("form-action 'self' http://127.0.0.1:3001;");
});

const HERE = { origin: "http://localhost:3000" };
const CHANGES = ["POST", "PUT", "PATCH", "DELETE"];

test.each<[string, Record<string, string>]>([
  ["another site", { origin: "https://evil.example" }],
  ["a site that hides", { origin: "null" }],
  ["another port", { origin: "http://localhost:3001" }],
  ["a longer name", { origin: "http://localhost:3000.evil.example" }],
  ["no address at all", { origin: "localhost:3000" }],
  ["an empty origin", { origin: "" }],
  ["a frame of another site", { ...HERE, "sec-fetch-site": "cross-site" }],
  ["a neighbour of the site", { ...HERE, "sec-fetch-site": "same-site" }],
  ["a page that has the origin taken off", { "sec-fetch-site": "cross-site" }],
])("what changes something is refused from %s", async (_, headers) => {
  for (const path of ["/requests/new", "/api/sessions", "/api/auth/signout"])
    for (const method of CHANGES) {
      const answer = asked(path, headers, method);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ status: 403, code: "forbidden" });
    }
});

test("forms come from browsers, which say where they are; the API is open to programs, which have no cookies", () => {
  expect(asked("/requests/new", {}, "POST").status).toBe(403);
  expect(asked("/api/sessions", {}, "POST").status).toBe(200);
  for (const path of ["/requests/new", "/api/sessions"]) {
    expect(asked(path, HERE, "POST").status).toBe(200);
    expect(asked(path, { ...HERE, "sec-fetch-site": "same-origin" }, "POST").status).toBe(200);
  }
  const outside = { origin: "https://deskside.example", "x-forwarded-host": "deskside.example" };
  expect(asked("/requests/new", outside, "POST").status).toBe(200);
});

test("a method that nothing here knows is refused in words that programs read", async () => {
  for (const path of ["/board", "/api/board"]) {
    const answer = asked(path, { "x-deskside-method": "TRACE" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toContain("GET");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
});
