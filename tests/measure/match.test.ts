import { expect, test } from "vitest";
import { measure } from "@/tests/measure/match";
import { UsageError } from "@/tests/measure/usage-error";

const small = (people: number) =>
  measure(["--people", String(people), "--requests", "52", "--runs", "1"], () => {});

test("tells how long matches, groups, another length and the board take, and what is read; and queries do not grow with people", {
  timeout: 120_000,
}, async () => {
  const [one, other] = [await small(150), await small(450)];
  expect(one).toMatchObject({ people: 150, runs: 1, board: { requests: 50 } });
  expect(one.requests).toBeGreaterThanOrEqual(50);
  for (const part of [one, one.groups, one.whatIf, ...Object.values(one.kinds)]) {
    expect(part.ms.p50).toBeGreaterThan(0);
    expect(part.ms.p95).toBeGreaterThanOrEqual(part.ms.p50);
    expect(part.candidates.max).toBeLessThan(150);
    expect(part.answerBytes.p50).toBeGreaterThan(500);
  }
  expect(Object.keys(one.kinds).sort()).toEqual(["common", "common group", "group", "system", "team"]);
  expect(other.kinds.common?.candidates.p50).toBeGreaterThan(2 * (one.kinds.common?.candidates.p50 ?? 0));
  expect(other.kinds.common?.queries.p50).toBe(one.kinds.common?.queries.p50);
  // Three more where in one of the groups some avoid each other, however many groups there are.
  for (const { board } of [one, other])
    expect(board.read.queries).toBeLessThanOrEqual(board.queriesForOne + 3);
  expect(other.plan).toMatchObject({ executions: 12, samePlan: true });
});

test.each([[["--people", "99"]], [["--people", "many"]], [["--runs", "0"]], [["--count", "5"]], [["10000"]]])(
  "%j is refused with one sentence",
  async (args) => {
    const refusal = await measure(args).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toMatch(/^Use: [^\n]+\.$/);
  },
);
