import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { frameworkLine } from "@/app/_server/framework-errors";
import { problem } from "@/app/_server/problem";
import { CalendarError } from "@/lib/calendar/calendar-error";
import { DomainError } from "@/lib/errors";
import { describeError, makeLog } from "@/lib/log";
import { inLogContext } from "@/lib/log-context";
import { workerEnvironment } from "@/tests/lib/jobs/own-worker";
import { testDatabase } from "@/tests/support/database";

Object.assign(process.env, workerEnvironment("postgres://nobody@127.0.0.1/none"));

const SECRET = "ya29.a0AfB_secret-token";
const WORDS = "Bo is on sick leave\n    at home (/for/a/week:1:1)";

function written() {
  const lines: string[] = [];
  const to = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: makeLog("info", to), lines };
}

async function databaseErrors(): Promise<unknown[]> {
  const { sql, db } = await testDatabase();
  const caught = (promise: PromiseLike<unknown>) => Promise.resolve(promise).catch((error: unknown) => error);
  const { teams } = await import("@/db/schema/people");
  await db.insert(teams).values({ name: WORDS, discipline: "dev" });
  return [
    await caught(sql`select ${WORDS}::int`),
    await caught(db.insert(teams).values({ name: WORDS, discipline: "dev" })),
    await caught(db.insert(teams).values({ name: "x", discipline: WORDS as "dev" })),
  ];
}

function parserErrors(): unknown[] {
  const caught = (run: () => unknown) => {
    try {
      return run();
    } catch (error) {
      return error;
    }
  };
  return [
    caught(() => JSON.parse(`${WORDS} ${SECRET}`)),
    caught(() => new URL(`${SECRET} ${WORDS}`)),
    caught(() => Temporal.Instant.from(WORDS)),
    caught(() => "x" in (WORDS as unknown as object)),
  ];
}

test("whatever an error repeats of what was typed or of a secret, its line in the log does not", async () => {
  const { log, lines } = written();
  const named = Object.assign(new Error(WORDS), { name: WORDS, code: SECRET, kind: WORDS, reason: WORDS });
  const errors = [
    ...(await databaseErrors()),
    ...parserErrors(),
    named,
    new CalendarError("invalid", `Google answered 400: ${WORDS} ${SECRET}`, { reason: `${WORDS}` }),
    new DomainError("conflict", WORDS, { detail: { text: WORDS }, fields: { title: WORDS } }),
    new Error("outer", { cause: new Error(SECRET) }),
    { text: WORDS },
    WORDS,
  ];
  for (const error of errors) log.error({ error: describeError(error) }, "fault");
  expect(lines).toHaveLength(errors.length);
  const all = lines.join("");
  for (const hostile of [SECRET, "sick", "leave", "/for/a/week"]) expect(all).not.toContain(hostile);
});

test("of a database's error the log has code and constraint, and where it was", async () => {
  const [, twice] = await databaseErrors();
  expect(describeError(twice)).toMatchObject({
    sqlState: "23505",
    constraint: expect.stringMatching(/^teams_/),
  });
  expect(describeError(twice).at?.join("\n")).toContain("log.test.ts");
});

test("what is logged during a request or a job says which one it was", async () => {
  const { log, lines } = written();
  await inLogContext({ request: "r-1" }, async () => {
    await Promise.resolve();
    log.info("deep inside");
  });
  log.info("outside");
  expect(lines.map((line) => JSON.parse(line).request)).toEqual(["r-1", undefined]);
});

test("the reference that a person is told is the beginning of the request's id", async () => {
  const answer = inLogContext({ request: "0193c0de-1111-4222-8333-444455556666" }, () =>
    problem(new Error(WORDS)),
  );
  const { title, code } = await answer.json();
  expect([answer.status, code]).toEqual([500, "fault"]);
  expect(title).toContain("Reference 0193c0de.");
});

test("what the framework prints of an error leaves its words out, and is no second line for one that has its own", () => {
  const told = [["⨯", new Error(WORDS)], [`⨯ Error: ${WORDS}`], ["⨯ The build is old."]].map(frameworkLine);
  expect(told).toEqual([
    { error: expect.objectContaining({ name: "Error" }) },
    {},
    { words: "⨯ The build is old." },
  ]);
  expect(JSON.stringify(told)).not.toContain("sick");
  expect(frameworkLine(["⨯", Object.assign(new Error(WORDS), { digest: "1476139406" })])).toBeUndefined();
});
