import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Availability } from "@/lib/availability/availability";
import { slowSlots } from "@/tests/lib/availability/oracle";
import { bareSlots } from "@/tests/measure/bare-sweep";
import { plainSlots } from "@/tests/measure/plain-engine";
import { slotWorkload } from "@/tests/measure/slot-workload";
import { measure } from "@/tests/measure/slots";
import { UsageError } from "@/tests/measure/usage-error";

const quickly = { settleMs: 20 };

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slots-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string): Promise<string> {
  const path = join(folder, `${Math.random()}.json`);
  await writeFile(path, content);
  return path;
}

const small = slotWorkload(6, 7);

test("a file gives every person's slots and the times", async () => {
  const result = await measure([await fileOf(JSON.stringify(small))], quickly);
  expect(result.slots).toEqual(slowSlots(small, small.requester, small.people));
  expect(result).toMatchObject({ people: 6, tzdata: process.versions.tz });
  expect(result.runs).toBeGreaterThanOrEqual(25);
  expect(result.coldMs.min).toBeLessThanOrEqual(result.coldMs.median);
  expect(result.coldMs.median).toBeLessThanOrEqual(result.coldMs.p95);
});

test("people of any name have their key, and a byte order mark does not matter", async () => {
  const one = small.requester as Availability;
  const people = ["__proto__", "constructor", "", "10", "9"].map((id) => ({ ...one, id }));
  const result = await measure([await fileOf(`\uFEFF${JSON.stringify({ ...small, people })}`)], quickly);
  const expected = slowSlots(small, null, [one])[one.id];
  expect(expected?.length).toBeGreaterThan(0);
  for (const { id } of people) expect(Object.entries(result.slots ?? {})).toContainEqual([id, expected]);
});

test("without slots and beside the other engines", async () => {
  const result = await measure(["--people", "2", "--no-slots", "--peer"], quickly);
  expect(result).not.toHaveProperty("slots");
  expect(result.peer?.ratio).toBeGreaterThan(100);
  expect(result.bareSweep?.oursToBare).toBeGreaterThan(0);
}, 60_000);

test("the engines it is measured against find the same slots, and not none", () => {
  const expected = slowSlots(small, small.requester, small.people);
  expect(plainSlots(small)).toEqual(expected);
  expect(Object.fromEntries(bareSlots(small))).toEqual(expected);
  expect(Object.values(expected).flat().length).toBeGreaterThan(100);
}, 60_000);

test("the same seed makes the same company", () => {
  expect(slotWorkload(6, 7)).toEqual(small);
  expect(slotWorkload(6, 8)).not.toEqual(small);
});

test.each([
  [[]],
  [["a.json", "b.json"]],
  [["--people", "0"]],
  [["--people", "ten"]],
  [["--people", "5", "a.json"]],
  [["--fast"]],
  [["/nowhere/to/be/found.json"]],
])("the arguments %j are refused with one sentence", async (args) => {
  const refusal = await measure(args).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UsageError);
  expect((refusal as Error).message).toMatch(/^[^\n]+\.$/);
});

test.each([
  ["{", "is not JSON."],
  [JSON.stringify({ ...small, lengthMin: 0 }), "lengthMin: A length"],
  [JSON.stringify({ ...small, people: [...small.people, small.people[0]] }), "people[6].id: Each person"],
])("the file %.10s is refused with one sentence", async (content, sentence) => {
  const refusal = await measure([await fileOf(content)]).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UsageError);
  expect((refusal as Error).message).toContain(sentence);
});

/** Every place in a value, as the keys that lead there. */
const placesIn = (value: unknown): string[][] =>
  typeof value !== "object" || value === null
    ? [[]]
    : [[], ...Object.entries(value).flatMap(([key, one]) => placesIn(one).map((rest) => [key, ...rest]))];

function withAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withAt(copy[key], rest, put);
  return copy;
}

test("a file with anything anywhere gives slots, or one sentence", async () => {
  const one = { ...small, people: small.people.slice(0, 1) };
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(-1, 0.5, 1e300, -0, "24:00", "Mars/Olympus", "2026-02-30", "\u0000", [], {}),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...placesIn(one)), anything, async (place, put) => {
      const answer = await measure([await fileOf(JSON.stringify(withAt(one, place, put)))], {
        settleMs: 0,
      }).catch((error: unknown) => error);
      if (answer instanceof UsageError) expect(answer.message).toMatch(/^[^\n]+\.$/);
      else expect(answer).toHaveProperty("slots");
    }),
    { numRuns: 150 },
  );
}, 60_000);
