import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Mutation, withSwitches } from "./mutations";

/**
 * `npx tsx tests/trust/mutate-in-process.ts`: takes out each check of who may do what, one at a time and in a copy, and
 * says which row of the tables turns red. Ends with 1 where none does. Minutes; no part of `npm test`.
 */
type Numbered = Mutation & { readonly number: number };

const folder = mkdtempSync(path.join(os.tmpdir(), "deskside-mutations-"));
try {
  const mutations = copyWithSwitches();
  const inRows = mutations.filter(({ file, isPicked }) => file.startsWith("lib/") && !isPicked);
  writeFileSync(path.join(folder, "mutations.json"), JSON.stringify(inRows));
  vitest("tests/trust/taken-out.test.ts");
  const red = JSON.parse(readFileSync(path.join(folder, "red.json"), "utf8")) as Record<number, string>;
  for (const one of mutations.filter((other) => !inRows.includes(other))) {
    const where = one.file.startsWith("app/") || one.file.startsWith("lib/people/s") ? "doors" : "unseen";
    if (vitest(`tests/trust/${where}.test.ts`, one.number) !== 0) red[one.number] = `the table of ${where}`;
  }
  const survivors = mutations.filter(({ number }) => red[number] === undefined);
  for (const { number, file, line, what } of mutations)
    console.log(`${red[number] ? "red" : "SURVIVES"}  ${file}:${line}  ${what}  ${red[number] ?? ""}`);
  console.log(`${mutations.length} checks taken out, ${survivors.length} without a red row.`);
  process.exitCode = survivors.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function copyWithSwitches(): Numbered[] {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  })
    .split("\n")
    .filter(
      (file) => /^(app|components|db|lib|local|tests)\/|^[^/]+\.(ts|json)$/.test(file) && existsSync(file),
    );
  const mutations: Numbered[] = [];
  for (const file of files) {
    const target = path.join(folder, file);
    cpSync(file, target);
    if (!/^(app|lib)\/.*\.tsx?$/.test(file)) continue;
    const { text, found } = withSwitches(file, readFileSync(file, "utf8"), mutations.length);
    if (found.length > 0) writeFileSync(target, text);
    mutations.push(...found.map((one, at) => ({ ...one, number: mutations.length + at })));
  }
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  cpSync("tests/trust/taken-out-in-process.ts", path.join(folder, "tests/trust/taken-out.test.ts"));
  return mutations;
}

function vitest(file: string, takenOut?: number): number | null {
  const env = { ...process.env, ...(takenOut === undefined ? {} : { TAKEN_OUT: String(takenOut) }) };
  const { status, stdout } = spawnSync("npx", ["vitest", "run", file], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (takenOut === undefined && status !== 0) console.error(stdout);
  return status;
}
