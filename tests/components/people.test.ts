import { expect, test } from "vitest";
import { disciplineTone } from "@/components/people/discipline-mark";
import { initialsOf } from "@/components/people/person-chip";

test.each([
  ["Ana Ribeiro", "AR"],
  ["  bo   larsen ", "BL"],
  ["Inês de Sousa Moreau", "IM"],
  ["Prince", "PR"],
  ["李小龍", "李小"],
  ["𝒜da 𝓛ovelace", "𝒜𝓛"],
  ["", ""],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("a discipline nobody gave a colour is grey", () => {
  expect(disciplineTone("mobile")).toBe("mob");
  expect(disciplineTone("legal")).toBe("other");
  expect(disciplineTone("constructor")).toBe("other");
});
