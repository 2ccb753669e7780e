import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { expect, test } from "vitest";
import { RULES } from "./rules";

const OPTIONS: ICruiseOptions = {
  validate: true,
  tsPreCompilationDeps: true,
  tsConfig: { fileName: "tsconfig.json" },
  doNotFollow: { path: "node_modules" },
  exclude: { path: "\\.next/" },
};

async function cruised(folders: string[], rules = RULES): Promise<ICruiseResult> {
  const { output } = await cruise(folders, { ...OPTIONS, ruleSet: { forbidden: rules } }, undefined, {
    tsConfig: extractTsConfig("tsconfig.json"),
  });
  return output as ICruiseResult;
}

test("who may import whom", async () => {
  const { summary, modules } = await cruised(["app", "components", "db", "lib", "local", "tests"]);
  expect(modules.length).toBeGreaterThan(100);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
}, 60_000);

test("the rules see imports through the alias, types included", async () => {
  const noDb = RULES.filter(
    (rule) => rule.name === "only stores, jobs and the context know the database",
  ).map((rule) => ({
    ...rule,
    from: { path: "^lib/context\\.ts$" },
  }));
  const { summary } = await cruised(["lib/context.ts"], noDb);
  expect(summary.violations.map(({ to }) => to)).toContain("db/client.ts");
}, 60_000);
