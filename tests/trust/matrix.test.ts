import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Company, company, ROLES, type Role, undone } from "./company";
import { TRIES, type Try } from "./matrix";
import { findUseCases, load, type UseCase } from "./use-cases";

let at: Company;
let contexts: Record<Role, Context>;
beforeAll(async () => {
  at = await company();
  const made = ROLES.map(async (role) => [role, await at.contextOf(at.actors[role])] as const);
  contexts = Object.fromEntries(await Promise.all(made)) as Record<Role, Context>;
});
afterAll(() => at.close());

const named = new Map<string, UseCase>(
  findUseCases().forSomebody.map((one) => [`${one.file.split("/")[1]}.${one.name}`, one]),
);

async function answerTo({ useCase, input }: Try, role: Role): Promise<string> {
  const found = named.get(useCase);
  if (!found) return "There is no such use case.";
  const perform = await load(found);
  return undone(at.db, async (tx) => {
    try {
      await tx.transaction(async (db) => perform({ ...contexts[role], db }, input(at)));
      return "ok";
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  });
}

test("every use case has a row, and every row a use case", () => {
  expect([...new Set(TRIES.map(({ useCase }) => useCase))].toSorted()).toEqual([...named.keys()].toSorted());
});

describe("what becomes of", () => {
  test.each(TRIES)("$name", async (one) => {
    const answers = await Promise.all(ROLES.map(async (role) => [role, await answerTo(one, role)]));
    expect(Object.fromEntries(answers)).toEqual(one.answers);
  });
});
