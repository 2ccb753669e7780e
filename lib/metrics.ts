import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Seconds. What a person waits for ends around the middle. */
const WAIT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5, 20];
/** Seconds. */
const QUERY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
/** Seconds. From a job that was due a moment ago to a queue that stands still. */
const AGE_BUCKETS = [0.1, 0.5, 1, 3, 10, 30, 60, 300, 1_800, 7_200];

type Metrics = ReturnType<typeof makeMetrics>;

/** Every label has few values, and none is an id, a name or anything that somebody typed. */
function makeMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      ...{ name: "deskside_http_requests_total", registers, labelNames: ["route", "status"] as const },
      help: "HTTP requests by the route's pattern and status; `cut`: the client went before the answer was out.",
    }),
    requestSeconds: new Histogram({
      ...{ name: "deskside_http_request_duration_seconds", registers, labelNames: ["class"] as const },
      ...{ help: "Time to the last byte, by class of route.", buckets: WAIT_BUCKETS },
    }),
    requestsNow: new Gauge({
      ...{ name: "deskside_http_requests_in_progress", registers, help: "HTTP requests under way." },
    }),
    refusals: new Counter({
      ...{ name: "deskside_refusals_total", registers, labelNames: ["code"] as const },
      help: "What people were refused, by code; `fault` is ours.",
    }),
    bookings: new Counter({
      ...{ name: "deskside_bookings_total", registers, labelNames: ["by"] as const },
      help: "Sessions booked by their requester, or by a partner's offer.",
    }),
    querySeconds: new Histogram({
      ...{ name: "deskside_database_query_duration_seconds", registers, labelNames: ["outcome"] as const },
      ...{ help: "Statements, a wait for a connection included.", buckets: QUERY_BUCKETS },
    }),
    waitSeconds: new Histogram({
      ...{ name: "deskside_database_transaction_wait_seconds", registers, buckets: QUERY_BUCKETS },
      help: "From asking for a transaction to its beginning.",
    }),
    poolDemand: new Gauge({
      ...{ name: "deskside_database_pool_demand", registers },
      help: "Connections that would be in use if there were enough; above the pool's size, work waits.",
    }),
    poolSize: new Gauge({
      ...{ name: "deskside_database_pool_size", registers, help: "Most connections of this process's pool." },
    }),
    googleSeconds: new Histogram({
      ...{ name: "deskside_google_call_duration_seconds", registers },
      labelNames: ["what", "outcome"] as const,
      ...{ help: "Calls to Google by part of its API and outcome.", buckets: WAIT_BUCKETS },
    }),
    jobSeconds: new Histogram({
      ...{ name: "deskside_job_duration_seconds", registers, labelNames: ["job", "outcome"] as const },
      ...{
        help: "Tries of jobs: `done`, `again` (will be tried again), `failed` for good.",
        buckets: WAIT_BUCKETS,
      },
    }),
    jobAgeSeconds: new Histogram({
      ...{ name: "deskside_job_start_delay_seconds", registers, labelNames: ["job"] as const },
      ...{ help: "From when a try was due to its beginning.", buckets: AGE_BUCKETS },
    }),
    jobsNow: new Gauge({
      ...{ name: "deskside_jobs", registers, labelNames: ["job", "state"] as const },
      help: "Jobs in the queue of all processes: running, waiting, retrying, later.",
    }),
    oldestJobSeconds: new Gauge({
      ...{ name: "deskside_oldest_waiting_job_seconds", registers, labelNames: ["job"] as const },
      help: "For how long the oldest waiting job could have begun, of all processes.",
    }),
  };
}

/** A build holds this file several times (start-up, pages, route handlers); the numbers have to be the same all the same. */
const KEY = Symbol.for("deskside.metrics");
const holder = globalThis as { [KEY]?: Metrics };

/** This process's numbers, counted from its start. */
export function metrics(): Metrics {
  holder[KEY] ??= makeMetrics();
  return holder[KEY];
}

const secondsSince = (started: number) => (performance.now() - started) / 1_000;

/** For a pool of `size`: counts and times its statements and transactions. */
export function watchDatabase(size: number) {
  const { querySeconds, waitSeconds, poolDemand, poolSize } = metrics();
  poolSize.set(size);
  return {
    statement: (isInTransaction: boolean) => {
      const started = performance.now();
      if (!isInTransaction) poolDemand.inc();
      return (isRefused: boolean) => {
        if (!isInTransaction) poolDemand.dec();
        querySeconds.observe({ outcome: isRefused ? "refused" : "ok" }, secondsSince(started));
      };
    },
    transaction: () => {
      const asked = performance.now();
      poolDemand.inc();
      return {
        begun: () => waitSeconds.observe(secondsSince(asked)),
        ended: () => poolDemand.dec(),
      };
    },
  };
}

type Call = {
  /** Which part of its API, told from the answer or the error. */
  what(settled: unknown): string;
  /** The error's kind. */
  outcome(error: unknown): string;
};

/** Times one call to Google. */
export async function timeGoogle<T>({ what, outcome }: Call, call: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const end = (settled: unknown, how: string) =>
    metrics().googleSeconds.observe({ what: what(settled), outcome: how }, secondsSince(started));
  try {
    const value = await call();
    end(value, "ok");
    return value;
  } catch (error) {
    end(error, outcome(error));
    throw error;
  }
}
