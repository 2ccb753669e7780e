import { expect, test } from "vitest";
import { WEIGHTS } from "@/lib/matching/rank";
import { UsageError } from "@/tests/measure/usage-error";
import { measure } from "@/tests/measure/year";
import { yearCompany } from "@/tests/measure/year-company";
import { giniOf } from "@/tests/measure/year-outcome";
import { simulateYear } from "@/tests/measure/year-run";

test("without a reason the company misses what the reason is for, in the mean of three companies", async () => {
  let table = "";
  const { atFirst, all, without } = await measure(["--seed", "101", "--seeds", "3"], (text) => {
    table = text;
  });
  expect(table.trimEnd().split("\n")).toHaveLength(7);
  expect(all.onlyOneCan).toBeLessThan(0.5 * atFirst.onlyOneCan);
  expect(without.spreads.onlyOneCan).toBeGreaterThan(1.5 * all.onlyOneCan + 1);
  expect(without.bridges.teamPairsNeverMet).toBeGreaterThan(1.5 * all.teamPairsNeverMet + 1);
  expect(without.load.gini).toBeGreaterThan(1.05 * all.gini);
  expect(without.soon.daysToSession).toBeGreaterThan(1.05 * all.daysToSession);
  expect(without.knows.unaided).toBeGreaterThan(2 * all.unaided);
  // Nobody pays for it with requests that find nobody.
  for (const one of Object.values(without)) expect(all.unmatched).toBeLessThan(one.unmatched + 5);
}, 120_000);

test("the same seed is the same year, another seed another one", () => {
  const year = (seed: number) => simulateYear(yearCompany(40, seed, 12), WEIGHTS);
  expect(year(3)).toEqual(year(3));
  expect(year(3)).not.toEqual(year(4));
});

test("a year in which sessions were held leaves nothing undone", () => {
  const company = yearCompany(40, 5, 20);
  const outcome = simulateYear(company, WEIGHTS);
  expect(company.work.length).toBe(77);
  expect(outcome.requests).toBe(77);
  expect(outcome.unmatched).toBeLessThan(10);
  expect(outcome.unaided).toBeLessThan(10);
  expect(outcome.daysToSession).toBeGreaterThan(0.16);
  expect(outcome.daysToSession).toBeLessThan(14);
});

test("Gini's coefficient is 0 for equals and nearly 1 where one has everything", () => {
  expect(giniOf([3, 3, 3])).toBe(0);
  expect(giniOf([0, 0])).toBe(0);
  expect(giniOf([0, 0, 0, 8])).toBe(0.75);
  expect(giniOf([1, 3])).toBe(0.25);
});

test.each([
  ["--seed", "0"],
  ["--seed", "one"],
  ["--seeds", "-1"],
  ["--people", "19"],
  ["--years", "1"],
  ["1"],
])("the arguments %s %s are refused with one sentence", async (...args) => {
  const refusal = await measure(args.filter((arg) => arg !== undefined)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UsageError);
  expect((refusal as Error).message).toMatch(/^[^\n]+\.$/);
});
