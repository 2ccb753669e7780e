import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/context";
import { ask, contextsOf, USE_CASES } from "./ask";
import { type Company, company, ROLES, type Role } from "./company";
import { TRIES } from "./matrix";
import { findUseCases } from "./use-cases";

let at: Company;
let contexts: Record<Role, Context>;
beforeAll(async () => {
  at = await company();
  contexts = await contextsOf(at, ROLES);
});
afterAll(() => at.close());

test("every use case has a row, and every row a use case", () => {
  expect([...new Set(TRIES.map(({ useCase }) => useCase))].toSorted()).toEqual(
    [...USE_CASES.keys()].toSorted(),
  );
});

/** What else `app` takes from `lib` and runs for nobody: each proves who asks by what it is given, or is asked by none. */
test("what is done for nobody is known", () => {
  expect(findUseCases().forNobody.map(({ name }) => name)).toEqual([
    ...["actorOfSignIn", "countOneFrom", "endSignIn", "getFeed", "linkAccount", "personForSignIn"],
    ...["personOfAccount", "prolongSignIn", "readMetrics", "receivePush", "renewPerson", "resumeEvents"],
    ...["signInRefusal", "startSignIn", "stopWeek"],
  ]);
});

describe("what becomes of", () => {
  test.each(TRIES)("$name", async (one) => {
    const answers = ROLES.map(async (role) => [role, (await ask(at, contexts[role], one)).code]);
    expect(Object.fromEntries(await Promise.all(answers))).toEqual(one.answers);
  });
});
