import { readFileSync, writeFileSync } from "node:fs";
import { test } from "vitest";
import { ask, contextsOf, USE_CASES } from "./ask";
import { company, ROLES } from "./company";
import { TRIES } from "./matrix";
import type { Mutation } from "./mutations";

/**
 * In a copy of the repository with a switch at every check (`mutate-in-process.ts`): takes out one after the other and
 * asks every row until one is red, those of the check's own file first.
 */
test("taken out", { timeout: 0 }, async () => {
  const at = await company();
  const contexts = await contextsOf(at, ROLES);
  const mutations = JSON.parse(readFileSync("mutations.json", "utf8")) as (Mutation & { number: number })[];
  const red: Record<number, string> = {};
  for (const { number, file } of mutations) {
    (globalThis as { takenOut?: number }).takenOut = number;
    const near = (useCase: string) => Number(USE_CASES.get(useCase)?.file === file);
    for (const one of TRIES.toSorted((a, b) => near(b.useCase) - near(a.useCase))) {
      const answers = ROLES.map(async (role) => {
        const answer = await ask(at, contexts[role], one).catch(() => ({ code: "thrown" }));
        return answer.code === one.answers[role];
      });
      if ((await Promise.all(answers)).every(Boolean)) continue;
      red[number] = one.name;
      break;
    }
  }
  writeFileSync("red.json", JSON.stringify(red));
  await at.close();
});
