import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

const DATABASE = ["tests/support/database.ts", "tests/support/throw-away-postgres.ts"];

/**
 * The test files that reach `tests/support/database` or a server of their own, themselves or through files below
 * `tests/`. The others need no PostgreSQL and make up the quick part.
 */
export function testsThatNeedDatabase(root: string): string[] {
  const known = new Map<string, boolean>();
  const needs = (file: string): boolean => {
    const found = known.get(file);
    if (found !== undefined) return found;
    known.set(file, false); // a circle adds nothing
    const answer = DATABASE.includes(file) || importsOf(root, file).some(needs);
    known.set(file, answer);
    return answer;
  };
  return globSync("tests/**/*.test.{ts,tsx}", { cwd: root }).filter(needs).sort();
}

function importsOf(root: string, file: string): string[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return targets.flatMap((target) => {
    const base = target.startsWith("@/") ? target.slice(2) : path.join(path.dirname(file), target);
    if (!target.startsWith("@/") && !target.startsWith(".")) return [];
    if (!base.startsWith("tests/")) return [];
    return [base, `${base}.ts`, `${base}.tsx`].filter(
      (name) => /\.tsx?$/.test(name) && existsSync(path.join(root, name)),
    );
  });
}
