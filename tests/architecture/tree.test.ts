import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "");
const sources = files.filter((file) => /\.(tsx?|mjs|css)$/.test(file));

test("only the folders of the house, and what tools insist on", () => {
  const top = new Set(files.map((file) => file.split("/")[0]));
  const folders = [...top].filter((name) => files.some((file) => file.startsWith(`${name}/`)));
  expect(folders.toSorted()).toEqual([".ci", "app", "components", "db", "docs", "lib", "local", "tests"]);
});

test("no room without a name", () => {
  expect(
    files.filter((file) => /(^|\/)(utils?|helpers?|common|types|misc|shared)(\.tsx?$|\/)/.test(file)),
  ).toEqual([]);
});

test("no barrels", () => {
  expect(sources.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
});

test("a file in a capability has one of four roles, told by its name", () => {
  const roles = /^lib\/[a-z]+\/([a-z]+(-[a-z0-9]+)*)\.ts$/;
  expect(files.filter((file) => /^lib\/[^/]+\//.test(file) && !roles.test(file))).toEqual([]);
});

test("the lockfile carries no download addresses", () => {
  expect(readFileSync("package-lock.json", "utf8")).not.toMatch(/"resolved": "http/);
});

test("no path of a machine", () => {
  const machine = new RegExp(["", "home", "[a-z]+", ""].join("/"));
  expect(sources.filter((file) => machine.test(readFileSync(path.resolve(file), "utf8")))).toEqual([]);
});

test("every dependency is pinned to one version", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<
    string,
    Record<string, string>
  >;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});
