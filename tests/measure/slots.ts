import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { findSlots } from "@/lib/availability/find-slots";
import { SlotsFileSchema, sentenceOf } from "@/lib/availability/schema";
import { bareSlots } from "@/tests/measure/bare-sweep";
import { plainSlots } from "@/tests/measure/plain-engine";
import { slotWorkload, type Workload } from "@/tests/measure/slot-workload";
import { UsageError } from "@/tests/measure/usage-error";

const USAGE = "Use: slots FILE.json, or slots --people N [--seed N]; with [--no-slots] [--peer].";

// Until the compiler has settled; and as long again for a median that stays the same.
const SETTLE_MS = 1_500;
const MIN_RUNS = 25;
const MAX_RUNS = 500;

// The plain engine takes milliseconds a person: a few people tell what it costs each.
const PEER_PEOPLE = 25;

type Times = { min: number; median: number; p95: number };

/**
 * `slots FILE.json [--no-slots] [--peer]`, or `slots --people N [--seed N]` for a made-up company: all mutual slots
 * of the requester with each person, and how long a run takes from parsed objects to the last array. Nothing is kept
 * from run to run: the engine has no cache, so each builds its zone tables anew. `settleMs` is how long to run before
 * measuring, and then how long to measure.
 * @throws {UsageError} with one sentence on arguments or a file that cannot be used.
 */
export async function measure(args: string[], { settleMs = SETTLE_MS } = {}) {
  const options = parse(args);
  const workload = options.file
    ? await readWorkload(options.file)
    : slotWorkload(options.people as number, options.seed);

  const find = () => findSlots(workload, workload.requester, workload.people);
  const { runs, times } = measureRuns(find, settleMs);
  return {
    ...(options.slots ? { slots: Object.fromEntries(find()) } : {}),
    people: workload.people.length,
    runs,
    coldMs: times,
    ...(options.peer
      ? { peer: comparePeer(workload, settleMs), bareSweep: compareBare(workload, settleMs) }
      : {}),
    tzdata: process.versions.tz,
  };
}

function parse(args: string[]) {
  let parsed: ReturnType<typeof parseOptions>;
  try {
    parsed = parseOptions(args);
  } catch {
    throw new UsageError(USAGE);
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  const people = positive(values.people, "--people");
  if (positionals.length > 1 || (file === undefined) === (people === undefined)) throw new UsageError(USAGE);
  return {
    file,
    people,
    seed: positive(values.seed, "--seed"),
    slots: !values["no-slots"],
    peer: values.peer,
  };
}

const parseOptions = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      "no-slots": { type: "boolean", default: false },
      peer: { type: "boolean", default: false },
      people: { type: "string" },
      seed: { type: "string" },
    },
  });

function positive(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError(`${name} takes a whole number from 1 to 9999999.`);
  return Number(text);
}

async function readWorkload(file: string): Promise<Workload> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`The file ${file} cannot be read.`);
  });
  let json: unknown;
  try {
    // Some editors begin a file with a byte order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new UsageError(`The file ${file} is not JSON.`);
  }
  const result = SlotsFileSchema.safeParse(json);
  if (!result.success) throw new UsageError(sentenceOf(result.error));
  return result.data;
}

function measureRuns(run: () => unknown, settleMs: number) {
  const { runs, times } = measureInTurn([run], settleMs);
  return { runs, times: times[0] as Times };
}

/** In turn, so that whatever else the machine does slows all of them alike. */
function measureInTurn(all: (() => unknown)[], settleMs: number): { runs: number; times: Times[] } {
  const settled = performance.now() + settleMs;
  for (let i = 0; i < MIN_RUNS || performance.now() < settled; i++) for (const run of all) run();
  const taken = all.map((): number[] => []);
  const enough = performance.now() + settleMs;
  let runs = 0;
  for (; runs < MIN_RUNS || (runs < MAX_RUNS && performance.now() < enough); runs++) {
    for (const [i, run] of all.entries()) {
      const start = performance.now();
      run();
      taken[i]?.push(performance.now() - start);
    }
  }
  return { runs, times: taken.map(timesOf) };
}

function timesOf(taken: number[]): Times {
  taken.sort((a, b) => a - b);
  const at = (share: number) => rounded(taken[Math.max(0, Math.ceil(share * taken.length) - 1)] as number);
  return { min: at(0), median: at(0.5), p95: at(0.95) };
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** Both engines on the same few people, a round of each in turn; the ratio is that of the medians. */
function comparePeer(workload: Workload, settleMs: number) {
  const few = { ...workload, people: workload.people.slice(0, PEER_PEOPLE) };
  const find = () => findSlots(few, few.requester, few.people);
  refuseDifference(Object.fromEntries(find()), plainSlots(few));
  const rounds = Array.from({ length: 5 }, () => {
    const start = performance.now();
    plainSlots(few);
    return { plain: performance.now() - start, ours: measureRuns(find, settleMs / 5).times.median };
  });
  const plainMs = timesOf(rounds.map(({ plain }) => plain)).median;
  const oursMs = timesOf(rounds.map(({ ours }) => ours)).median;
  return {
    engine: "Temporal objects",
    people: few.people.length,
    medianMs: plainMs,
    oursMedianMs: oursMs,
    ratio: rounded(plainMs / oursMs),
  };
}

function compareBare(workload: Workload, settleMs: number) {
  const find = () => findSlots(workload, workload.requester, workload.people);
  refuseDifference(Object.fromEntries(find()), Object.fromEntries(bareSlots(workload)));
  const { times } = measureInTurn([find, () => bareSlots(workload)], settleMs);
  const [ours, bare] = times as [Times, Times];
  return { medianMs: bare.median, oursMedianMs: ours.median, oursToBare: rounded(ours.median / bare.median) };
}

function refuseDifference(ours: object, other: object): void {
  if (JSON.stringify(ours) !== JSON.stringify(other))
    throw new Error("The engines do not find the same slots");
}
