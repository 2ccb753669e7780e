import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { PATH_HEADER } from "@/app/_server/path-header";
import { proxy } from "@/proxy";

const asked = (path: string, headers = {}) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));
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
