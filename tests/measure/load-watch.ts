import { readdirSync, readFileSync } from "node:fs";
import os from "node:os";

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_S = 100;

type Stat = { pid: number; parent: number; group: number; cpuS: number };

/** Processor seconds so far of every process there is, those of its ended children included; nothing where the system does not tell. */
function stats(): Stat[] {
  let names: string[];
  try {
    names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      // The name of the program, in brackets, may hold anything.
      const fields = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")
        .map(Number);
      const cpuS = [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? 0), 0) / TICKS_PER_S;
      return [{ pid: Number(name), parent: fields[1] ?? 0, group: fields[2] ?? 0, cpuS }];
    } catch {
      return [];
    }
  });
}

export type Watched = {
  readonly web: readonly number[];
  readonly workers: readonly number[];
  readonly backend: number;
};

/** Processor seconds by part. `web` and `workers` are process groups, `backend` any process of the database server. */
export function cpuOf({ web, workers, backend }: Watched) {
  const all = stats();
  const sum = (list: readonly Stat[]) => list.reduce((total, { cpuS }) => total + cpuS, 0);
  const inGroups = (groups: readonly number[]) => sum(all.filter(({ group }) => groups.includes(group)));
  const server = all.find(({ pid }) => pid === backend)?.parent ?? -1;
  const { user, system } = process.cpuUsage();
  return {
    web: inGroups(web),
    workers: inGroups(workers),
    database: sum(all.filter(({ pid, parent }) => pid === server || parent === server)),
    clients: (user + system) / 1e6,
  };
}

export type Cpu = ReturnType<typeof cpuOf>;

/** Processors used by each part between two looks. */
export function coresUsed(before: Cpu, after: Cpu, seconds: number): Cpu {
  const used = (part: keyof Cpu) => Math.round(((after[part] - before[part]) / seconds) * 100) / 100;
  return { web: used("web"), workers: used("workers"), database: used("database"), clients: used("clients") };
}

const FULL = 0.85;

/** In one sentence, what is full first. `demand`: the most connections that one process wanted at once, of `pool`. */
export function saturated(
  cores: Cpu,
  { processes, demand, pool }: { processes: number; demand: number; pool: number },
): string {
  const machine = os.availableParallelism();
  const all = Object.values(cores).reduce((sum, used) => sum + used, 0);
  if (demand > pool) return `the ${pool} connections of a web process`;
  if (cores.web / processes > FULL) return "the one thread of a web process";
  if (all > machine * FULL)
    return `the machine's ${machine} processors, with the database and the clients on it`;
  return "nothing";
}

/** What a web process says about itself. */
export async function metricsOf(address: string, token: string) {
  const answer = await fetch(`${address}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  const sample = (name: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${name} `))
        ?.split(" ")[1] ?? Number.NaN,
    );
  return {
    memoryMb: Math.round(sample("process_resident_memory_bytes") / 1e6),
    heapMb: Math.round(sample("nodejs_heap_size_used_bytes") / 1e6),
    demand: sample("deskside_database_pool_demand"),
    pool: sample("deskside_database_pool_size"),
    lagP99Ms: Math.round(sample("nodejs_eventloop_lag_p99_seconds") * 1_000),
  };
}
