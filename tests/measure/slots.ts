import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { findSlots } from "@/lib/availability/find-slots";
import { SlotsFileSchema, sentenceOf } from "@/lib/availability/schema";
import { bareSlots } from "@/tests/measure/bare-sweep";
import { plainSlots } from "@/tests/measure/plain-engine";
import { slotWorkload, type Workload } from "@/tests/measure/slot-workload";
import { UsageError } from "@/tests/measure/usage-error";

const USAGE = "Use: slots FILE.json, or slots --people N [--seed N]; with [--no-slots] [--peer].";

// Until functions this size stop getting faster; and enough afterwards for a median that stays the same.
const WARM_UP_MS = 1_500;
const MEASURED_MS = 1_500;
const MIN_RUNS = 25;
const MAX_RUNS = 500;

// The plain engine takes milliseconds a person: a few people tell what it costs each.
const PEER_PEOPLE = 25;

type Times = { min: number; median: number; p95: number };

/**
 * `slots FILE.json [--no-slots] [--peer]`, or `slots --people N [--seed N]` for a made-up company: all mutual slots
 * of the requester with each person, and how long a run takes from parsed objects to the last array. Nothing is kept
 * from run to run: the engine has no cache, so each builds its zone tables anew.
 * @throws {UsageError} with one sentence on arguments or a file that cannot be used.
 */
export async function measure(args: string[]) {
  const options = parse(args);
  const workload = options.file
    ? await readWorkload(options.file)
    : slotWorkload(options.people as number, options.seed);

  const find = () => findSlots(workload, workload.requester, workload.people);
  const { runs, times } = measureRuns(find);
  return {
    ...(options.slots ? { slots: Object.fromEntries(find()) } : {}),
    people: workload.people.length,
    runs,
    coldMs: times,
    ...(options.peer ? { peer: comparePeer(workload), bareSweep: compareBare(workload) } : {}),
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
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`The file ${file} is not JSON.`);
  }
  const result = SlotsFileSchema.safeParse(json);
  if (!result.success) throw new UsageError(sentenceOf(result.error));
  return result.data;
}

function measureRuns(run: () => unknown): { runs: number; times: Times } {
  const settled = performance.now() + WARM_UP_MS;
  for (let i = 0; i < MIN_RUNS || performance.now() < settled; i++) run();
  const taken: number[] = [];
  const enough = performance.now() + MEASURED_MS;
  while (taken.length < MIN_RUNS || (taken.length < MAX_RUNS && performance.now() < enough)) {
    const start = performance.now();
    run();
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => rounded(taken[Math.ceil(share * taken.length) - 1] as number);
  return { runs: taken.length, times: { min: at(1e-9), median: at(0.5), p95: at(0.95) } };
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** Both engines on the same few people, in turn, in this run; the ratio is that of the medians. */
function comparePeer(workload: Workload) {
  const few = { ...workload, people: workload.people.slice(0, PEER_PEOPLE) };
  refuseDifference(Object.fromEntries(findSlots(few, few.requester, few.people)), plainSlots(few));
  const taken = Array.from({ length: 5 }, () => {
    const start = performance.now();
    plainSlots(few);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const plain = taken[2] as number;
  const ours = measureRuns(() => findSlots(few, few.requester, few.people)).times.median;
  return {
    engine: "Temporal objects",
    people: few.people.length,
    medianMs: rounded(plain),
    ratio: rounded(plain / ours),
  };
}

function compareBare(workload: Workload) {
  const find = () => findSlots(workload, workload.requester, workload.people);
  refuseDifference(Object.fromEntries(find()), Object.fromEntries(bareSlots(workload)));
  const bare = measureRuns(() => bareSlots(workload)).times.median;
  const ours = measureRuns(find).times.median;
  return { medianMs: bare, oursMedianMs: ours, oursToBare: rounded(ours / bare) };
}

function refuseDifference(ours: object, other: object): void {
  if (JSON.stringify(ours) !== JSON.stringify(other))
    throw new Error("The engines do not find the same slots");
}
