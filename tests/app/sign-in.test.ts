import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "@/app/_server/own-path";
import { refusalOf } from "@/app/(signed-out)/sign-in/refusals";

const here = "https://deskside.example";

test("whatever is asked for, signing in leads to our own site", () => {
  const tricky = fc.constantFrom(
    "/",
    "\\",
    "//",
    "http:",
    "https://",
    "evil.example",
    "@",
    "\t",
    "%2f",
    "..",
    "#",
    "?",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.array(tricky).map((parts) => parts.join("")),
      ),
      (asked) => {
        expect(new URL(ownPath(asked), here).origin).toBe(here);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each([
  ["/requests/1?week=2#x", "/requests/1?week=2#x"],
  ["https://deskside.example/board", "/board"],
  ["x:/\\evil.example", "/"],
  ["//evil.example/x", "/x"],
  ["http://a//evil.example", "/"],
  ["x:javascript:alert(1)", "/"],
  ["/sign-in?error=x", "/"],
  [["/a", "/b"], "/"],
  [undefined, "/"],
])("after %j one is at %s", (asked, path) => {
  expect(ownPath(asked)).toBe(path);
});

test("a refused address is told which ones may sign in", () => {
  expect(refusalOf("AccessDenied", "northlight.example").title).toContain("northlight.example");
});

test("a code nobody knows still says what to do", () => {
  expect(refusalOf("<script>", "x").meaning).toMatch(/Try again/);
});
