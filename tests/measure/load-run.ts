import autocannon from "autocannon";
import type { Asked } from "./load-day";
import { percentiles } from "./percentiles";

export type Step = {
  /** Requests a second that were asked for, and that were answered. */
  readonly asked: number;
  readonly answered: number;
  readonly ms: { readonly p50: number; readonly p95: number };
  /** No answer in time, a broken connection, 5xx, or a refusal that nobody should get. */
  readonly errors: Record<string, number>;
  /** Refusals that are part of the day: a time that was taken meanwhile. */
  readonly refused: number;
  readonly requests: number;
  readonly slowest: Record<string, number>;
};

/** Enough that a slow answer holds up nobody else. */
const CONNECTIONS = 64;
const TIMEOUT_S = 10;
const REFUSALS = [409];
const KINDS_SHOWN = 5;

/** `rate` requests a second, spread over the addresses, for so many seconds. */
export async function run(
  addresses: readonly string[],
  next: () => Asked,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Step> {
  const taken = new Map<string, number[]>();
  const errors: Record<string, number> = {};
  let refused = 0;
  const heard = (what: string, status: number, ms: number) => {
    taken.set(what, [...(taken.get(what) ?? []), ms]);
    if (REFUSALS.includes(status)) refused += 1;
    else if (status >= 400 || status === 0)
      errors[`${what} ${status}`] = (errors[`${what} ${status}`] ?? 0) + 1;
  };
  const results = await Promise.all(
    addresses.map((url) => cannon(url, next, { rate: rate / addresses.length, seconds }, heard)),
  );
  const broken = results.reduce((sum, { errors }) => sum + errors, 0);
  if (broken > 0) errors["no answer"] = broken;
  const all = [...taken.values()].flat();
  const p95s = [...taken].map(([what, list]) => [what, percentiles(list).p95] as const);
  return {
    ...{ asked: Math.round(rate * 10) / 10, answered: Math.round((all.length / seconds) * 10) / 10 },
    ...{ ms: percentiles(all), errors, refused, requests: all.length },
    slowest: Object.fromEntries(p95s.sort(([, a], [, b]) => b - a).slice(0, KINDS_SHOWN)),
  };
}

async function cannon(
  url: string,
  next: () => Asked,
  { rate, seconds }: { rate: number; seconds: number },
  heard: (what: string, status: number, ms: number) => void,
) {
  const asked = new WeakMap<object, { request: Asked; at: number }>();
  const connections = Math.max(1, Math.min(CONNECTIONS, Math.round(rate)));
  return autocannon({
    ...{
      url,
      connections,
      overallRate: Math.max(1, Math.round(rate)),
      duration: seconds,
      timeout: TIMEOUT_S,
    },
    requests: [
      {
        setupRequest: (request, context) => {
          const one = next();
          asked.set(context, { request: one, at: performance.now() });
          const headers = { cookie: one.cookie, "content-type": "application/json" };
          const body = one.body ? JSON.stringify(one.body) : undefined;
          return { ...request, method: one.method, path: one.path, headers, body } as typeof request;
        },
        onResponse: (status, _, context) => {
          const one = asked.get(context);
          if (!one) return;
          heard(one.request.what, status, performance.now() - one.at);
          if (status < 300) one.request.saved?.();
        },
      },
    ],
  });
}
