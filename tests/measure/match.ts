import { parseArgs } from "node:util";
import { eq } from "drizzle-orm";
import { people as peopleTable } from "@/db/schema/people";
import type { Context, Db } from "@/lib/context";
import { findMatches } from "@/lib/matching/find-matches";
import type { MatchesView } from "@/lib/matching/schema";
import { summariseMatches } from "@/lib/matching/summarise-matches";
import { actorOf } from "@/lib/people/store";
import { HOUR_MS } from "@/lib/time/instant";
import { addDays, dateIn } from "@/lib/time/zone";
import { jobContextOn } from "@/tests/support/company";
import { databaseUrl, throwAwayPostgres } from "@/tests/support/throw-away-postgres";
import { countedDatabase, type Read, type Statement } from "./counted-database";
import { fillCompany, type MeasuredRequest } from "./match-company";
import { planStability } from "./match-plan";
import { UsageError } from "./usage-error";

const USAGE =
  "Use: match [--people N from 100 to 100000] [--requests N from 50 to 1000] [--runs N from 1 to 100].";
const ON_BOARD = 50;

type Asked = MeasuredRequest & { readonly context: Context };
type Counted = ReturnType<typeof countedDatabase>;

/**
 * `match [--people 10000] [--requests 200] [--runs 5]`: fills a company of that size, then asks for the matches of that
 * many requests as the request page does, the answer written as JSON included, and apart from them of a quarter as many
 * that need several people; the same
 * with another length and day; and for what a board of 50 tells. Times in milliseconds: of each request the median of its runs, and p50 and p95 over the requests; `best`
 * takes each one's quickest run, for a machine that has other things to do.
 * @throws {UsageError}
 */
export async function measure(args: string[], say: (line: string) => unknown = toStandardError) {
  const { people, requests: single, runs } = optionsOf(args);
  const server = await throwAwayPostgres();
  const database = countedDatabase(databaseUrl(server.url, server.template));
  try {
    const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const requests = await fillCompany(database.client, { people, requests: (single * 5) / 4 }, now);
    say(`A company of ${people} with ${requests.length} requests.`);
    const asked = await Promise.all(
      requests.map(async (request) => ({ ...request, context: await contextOf(database.db, request, now) })),
    );
    const answers = await askAll(database, asked, runs, () => ({}));
    say("Matches are asked for.");
    const tried = await askAll(database, asked, runs, ({ context: { actor } }, n) => ({
      lengthMin: [25, 80][n % 2],
      neededBy: addDays(dateIn(now, actor.zone), 5 + (n % 20)),
    }));
    const board = await askBoard(database, asked.slice(0, ON_BOARD), runs * 4);
    const isGroup = ({ kind }: Answer) => kind.endsWith("group");
    const alone = answers.filter((answer) => !isGroup(answer));
    const common = answers.find(({ kind }) => kind === "common")?.largest;
    return {
      ...{ people, requests: alone.length, runs, ...summaryOf(alone) },
      kinds: Object.fromEntries(
        [...Map.groupBy(answers, ({ kind }) => kind)].map(([kind, list]) => [kind, summaryOf(list)]),
      ),
      groups: { requests: answers.length - alone.length, ...summaryOf(answers.filter(isGroup)) },
      whatIf: summaryOf(tried),
      board,
      plan: common && (await planStability(databaseUrl(server.url, server.template), common)),
    };
  } finally {
    await database.close();
    await server.stop();
  }
}

const toStandardError = (line: string) => process.stderr.write(`${line}\n`);

async function contextOf(db: Db, { requesterId }: MeasuredRequest, now: number): Promise<Context> {
  const [person] = await db.select().from(peopleTable).where(eq(peopleTable.id, requesterId));
  if (!person) throw new Error("A request without its requester.");
  return { ...jobContextOn(db, { now }), actor: actorOf(person), isUnlimited: true };
}

type Answer = Pick<MeasuredRequest, "kind"> & {
  times: number[];
  candidates: number;
  answerBytes: number;
  read: Omit<Counts, "largest">;
  largest: Statement | undefined;
};

async function askAll(
  database: Counted,
  asked: readonly Asked[],
  runs: number,
  tried: (request: Asked, n: number) => object,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let run = -1; run < runs; run++)
    for (const [n, request] of asked.entries()) {
      const input = { requestId: request.id, ...tried(request, n) };
      database.taken();
      const started = performance.now();
      const view = await findMatches(request.context, input);
      const answer = JSON.stringify(view);
      const ms = performance.now() - started;
      // The first round lets the compiler settle and fills what there is.
      if (run < 0) {
        const { largest, ...read } = countsOf(database.taken());
        const { kind } = request;
        answers.push({
          ...{ kind, times: [], candidates: candidatesIn(view), answerBytes: Buffer.byteLength(answer) },
          ...{ read, largest },
        });
      } else answers[n]?.times.push(ms);
    }
  return answers;
}

/** Everybody whom the request asked for, suggested or not. */
const candidatesIn = ({ people, others, more }: MatchesView): number =>
  more ? more.known + more.unknown + more.others : people.length + others.length;

async function askBoard(database: Counted, asked: readonly Asked[], runs: number) {
  const [first] = asked;
  if (!first) throw new Error("No request.");
  const ids = asked.map(({ id }) => id);
  const times: number[] = [];
  const readOf = async (some: readonly string[]) => {
    database.taken();
    await summariseMatches(first.context, some);
    return countsOf(database.taken());
  };
  const { largest: _, ...read } = await readOf(ids);
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await summariseMatches(first.context, ids);
    times.push(performance.now() - started);
  }
  return {
    ...{ requests: ids.length, runs, ms: spread(times), best: round(Math.min(...times)) },
    ...{ read, queriesForOne: (await readOf(ids.slice(0, 1))).queries },
  };
}

type Counts = { queries: number; rows: number; bytes: number; largest: Statement | undefined };

const countsOf = ({ statements, bytes }: Read): Counts => ({
  queries: statements.length,
  rows: statements.reduce((sum, { rows }) => sum + rows, 0),
  bytes,
  largest: statements.toSorted((a, b) => b.rows - a.rows)[0],
});

function summaryOf(answers: readonly Answer[]) {
  const of = (value: (answer: Answer) => number) => spread(answers.map(value));
  return {
    ms: of(({ times }) => quantile(times, 0.5)),
    best: of(({ times }) => Math.min(...times)),
    candidates: of(({ candidates }) => candidates),
    queries: of(({ read }) => read.queries),
    rows: of(({ read }) => read.rows),
    bytes: of(({ read }) => read.bytes),
    answerBytes: of(({ answerBytes }) => answerBytes),
  };
}

const spread = (values: readonly number[]) => ({
  p50: round(quantile(values, 0.5)),
  p95: round(quantile(values, 0.95)),
  max: round(Math.max(...values)),
});

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;

const round = (n: number): number => Math.round(n * 10) / 10;

function optionsOf(args: string[]) {
  const text = { type: "string" } as const;
  let values: { people?: string; requests?: string; runs?: string };
  try {
    values = parseArgs({ args, options: { people: text, requests: text, runs: text } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
  const numberOf = (given: string, min: number, max: number) => {
    const number = /^\d{1,6}$/.test(given) ? Number(given) : Number.NaN;
    if (!(number >= min && number <= max)) throw new UsageError(USAGE);
    return number;
  };
  return {
    people: numberOf(values.people ?? "10000", 100, 100_000),
    requests: 4 * Math.floor(numberOf(values.requests ?? "200", 50, 1000) / 4),
    runs: numberOf(values.runs ?? "5", 1, 100),
  };
}
