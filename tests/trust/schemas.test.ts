import { globSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";

type Schema = { safeParse(input: unknown): { success: boolean } };
const isSchema = (value: unknown): value is Schema =>
  typeof (value as Partial<Schema> | null)?.safeParse === "function";

/** Anything JSON or a form can bring, with names that the schemas read. */
const hostile = (names: readonly string[]) => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.constantFrom("__proto__", "\u0000", "2026-02-30", "-0", "1e999", "٣", "\ud800", Number.NaN),
  );
  return fc.oneof(fc.anything(), fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value));
};

test("whatever is sent, a schema accepts or refuses it and never breaks", async () => {
  const modules = await Promise.all(
    globSync("lib/*/schema.ts").map((file) => import(path.resolve(file)) as Promise<Record<string, unknown>>),
  );
  const schemas = modules.flatMap((one) => Object.entries(one)).filter(([, value]) => isSchema(value));
  expect(schemas.length).toBeGreaterThan(40);
  for (const [name, schema] of schemas) {
    const shape = Object.keys((schema as { shape?: object }).shape ?? {});
    fc.assert(
      fc.property(hostile(["id", ...shape]), (input) => {
        expect(typeof (schema as Schema).safeParse(input).success, name).toBe("boolean");
      }),
      { numRuns: 40 },
    );
  }
});
