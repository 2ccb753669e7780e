import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { testDatabase } from "@/tests/support/database";
import { measure } from "./load";
import { fillCompany } from "./load-company";
import { mixedDay, WEIGHTS } from "./load-day";
import { highestRate, isGood } from "./load-rate";
import { run, type Step } from "./load-run";
import { saturated } from "./load-watch";
import { UsageError } from "./usage-error";

const step = (asked: number, p95: number, errors: Record<string, number> = {}): Step => ({
  ...{ asked, answered: asked, ms: { p50: p95 / 2, p95 }, errors },
  ...{ refused: 0, requests: asked * 3, slowest: {} },
});

test("the highest rate is found to a tenth, a single bad step is forgiven, and 0 is said where nothing goes", async () => {
  const asked: number[] = [];
  const rate = await highestRate(async (rate) => {
    asked.push(rate);
    const isHiccup = asked.length === 2;
    return step(rate, rate <= 100 && !isHiccup ? 150 : 250);
  });
  expect(rate).toBeGreaterThan(90);
  expect(rate).toBeLessThanOrEqual(100);
  expect(asked.length).toBeLessThan(18);
  expect(await highestRate(async (rate) => step(rate, 300))).toBe(0);
});

test("answers that fail, or come later than they are asked for, are not good however quick the others are", () => {
  expect(isGood(step(50, 100))).toBe(true);
  expect(isGood(step(50, 200))).toBe(false);
  expect(isGood(step(50, 100, { "home 500": 1 }))).toBe(false);
  expect(isGood({ ...step(50, 100), answered: 40 })).toBe(false);
});

test("nine of ten requests read", () => {
  const writes = WEIGHTS["save note"] + WEIGHTS["note news"] + WEIGHTS.book;
  expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  expect(writes).toBe(10);
});

test("the day of a small company is asked of a server at the rate wanted, and what it answers is counted", async () => {
  const { db, sql } = await testDatabase();
  const company = await fillCompany(db, sql, 100, Date.now());
  expect(company).toMatchObject({ people: { length: 100 }, sessions: { length: 100 } });
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.cookie}`);
    const isBooking = request.method === "POST" && request.url === "/api/sessions";
    request.resume().on("end", () => response.writeHead(isBooking ? 409 : 200).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const done = await run([address], mixedDay(company), { rate: 100, seconds: 2 });
  expect(done.errors).toEqual({});
  expect(done.answered).toBeGreaterThan(60);
  // When the time is over, what is still on its way is not counted.
  const bookings = seen.filter((line) => line.startsWith("POST /api/sessions authjs")).length;
  expect(done.refused).toBeGreaterThan(0);
  expect(bookings - done.refused).toBeLessThanOrEqual(3);
  expect(new Set(seen.map((line) => line.split(" ").at(-1))).size).toBeGreaterThan(30);
  expect(seen.filter((line) => !/authjs\.session-token=\S{40,}$/.test(line))).toEqual([]);
  const reads = seen.filter((line) => line.startsWith("GET")).length / seen.length;
  expect(reads).toBeGreaterThan(0.8);
});

test("what is full first is said in words", () => {
  const cores = { web: 0.4, workers: 0.1, database: 0.2, clients: 0.1 };
  const one = { processes: 1, demand: 3, pool: 10 };
  expect(saturated(cores, one)).toBe("nothing");
  expect(saturated({ ...cores, web: 0.95 }, one)).toBe("the one thread of a web process");
  expect(saturated(cores, { ...one, demand: 11 })).toBe("the 10 connections of a web process");
  expect(saturated({ ...cores, database: 64 }, one)).toMatch(/^the machine's \d+ processors/);
});

test.each([
  [["--people", "99"]],
  [["--minutes", "0"]],
  [["--processes", "1.5"]],
  [["--count", "5"]],
  [["5"]],
])("%j is refused with one sentence", async (args) => {
  const refusal = await measure(args).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UsageError);
  expect((refusal as Error).message).toMatch(/^Use: [^\n]+\.$/);
});
