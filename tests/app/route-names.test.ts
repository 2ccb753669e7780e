import { expect, test } from "vitest";
import { routeNamer } from "@/app/_server/route-names";

const nameOf = routeNamer([
  "/",
  "/requests/[id]",
  "/requests/new",
  "/api/auth/[...nextauth]",
  "/api/feed/[secret]",
  "/icon.svg",
]);

test.each([
  ["/", "/"],
  ["/requests/0193", "/requests/[id]"],
  ["/requests/new", "/requests/new"],
  ["/api/auth/callback/google", "/api/auth/[...nextauth]"],
  ["/api/feed/5f0c9e", "/api/feed/[secret]"],
  ["/icon.svg", "/icon.svg"],
  ["/iconXsvg", "unknown"],
  ["/requests/a/b/c", "unknown"],
  ["/what-somebody-typed", "unknown"],
])("%s is logged as %s", (address, name) => {
  expect(nameOf(address)).toBe(name);
});
