import { expect, test } from "vitest";
import { seal, sealedUnder, unseal } from "@/lib/calendar/encryption";

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

test("which key a text was sealed under is written on it, cannot be changed, and is no part of the key", () => {
  const sealed = seal("1//refresh-token", key);
  expect(sealed.startsWith(sealedUnder(key))).toBe(true);
  expect(sealedUnder(key)).not.toBe(sealedUnder(otherKey));
  expect(key).not.toContain(sealedUnder(key).slice(3, -1));
  const renamed = sealed.replace(sealedUnder(key), sealedUnder(otherKey));
  for (const keys of [otherKey, [otherKey, key]]) expect(() => unseal(renamed, keys)).toThrow();
  expect(() => unseal(`v1.${sealed.slice(sealedUnder(key).length)}`, key)).toThrow();
});

test("any of several keys opens what it sealed", () => {
  for (const one of [key, otherKey]) expect(unseal(seal("text", one), [key, otherKey])).toBe("text");
  expect(() => unseal(seal("text", key), [])).toThrow();
});
