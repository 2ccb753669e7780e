import { expect, test } from "vitest";
import { seal, unseal } from "@/lib/calendar/encryption";

const key = Buffer.alloc(32, 1).toString("base64");
const otherKey = Buffer.alloc(32, 2).toString("base64");

test("what is sealed is read back, and sealed differently every time", () => {
  const sealed = seal("1//refresh-token", key);
  expect(unseal(sealed, key)).toBe("1//refresh-token");
  expect(sealed).not.toContain("refresh");
  expect(seal("1//refresh-token", key)).not.toBe(sealed);
});

test("another key, a changed byte or a cut text opens nothing", () => {
  const sealed = seal("1//refresh-token", key);
  expect(() => unseal(sealed, otherKey)).toThrow();
  const changed = sealed.slice(0, 10) + (sealed[10] === "A" ? "B" : "A") + sealed.slice(11);
  expect(() => unseal(changed, key)).toThrow();
  expect(() => unseal(sealed.slice(0, 20), key)).toThrow();
  expect(() => unseal("", key)).toThrow();
  for (const end of ["x", "=", " ", "\n"]) expect(() => unseal(sealed + end, key)).toThrow();
});
