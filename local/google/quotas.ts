import type { MiddlewareHandler } from "hono";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { Refusal } from "./refusal";
import type { World } from "./world";

/** How many Calendar calls a minute are answered; without a number, any. */
export type Quota = {
  perUserPerMinute?: number;
  perProjectPerMinute?: number;
  /** Google says it either way; 403 unless told otherwise. */
  status?: 403 | 429;
  /** Whether a refusal tells how many seconds to wait. */
  retryAfter?: boolean;
};

const PROJECT = "the project";

/**
 * Counts calls in a sliding minute of the local clock. A call that is refused does not count.
 * https://developers.google.com/workspace/calendar/api/guides/quota
 */
export class Quotas {
  private quota: Quota = {};
  private readonly world: World;
  private readonly answered = new Map<string, EpochMs[]>();

  constructor(world: World) {
    this.world = world;
  }

  set(quota: Quota): void {
    this.quota = { ...quota };
    this.answered.clear();
  }

  middleware(): MiddlewareHandler {
    return async (c, next) => {
      const token = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
      const person = this.world.state.accessTokens[token ?? ""]?.email;
      const full = this.count(person);
      if (!full) return next();
      if (this.quota.retryAfter) c.header("retry-after", String(Math.ceil(full.waitMs / 1000)));
      const { status = 403 } = this.quota;
      throw full.of === PROJECT || status === 429
        ? new Refusal(status, "rateLimitExceeded", "Rate Limit Exceeded")
        : new Refusal(status, "userRateLimitExceeded", "User Rate Limit Exceeded");
    };
  }

  /** Which limit is reached, and when the next call will be answered; nothing if this one is. */
  private count(person: string | undefined): { of: string; waitMs: number } | undefined {
    const now = this.world.now();
    const limits: [string, number | undefined][] = [[PROJECT, this.quota.perProjectPerMinute]];
    if (person !== undefined) limits.unshift([person, this.quota.perUserPerMinute]);
    const watched = limits.flatMap(([of, most]) => {
      if (most === undefined) return [];
      const recent = (this.answered.get(of) ?? []).filter((at) => at > now - MINUTE_MS);
      this.answered.set(of, recent);
      return [{ of, most, recent }];
    });
    for (const { of, most, recent } of watched) {
      // The call that has to leave the window first; with a limit of none, nothing ever does.
      const first = recent[recent.length - most] ?? now;
      if (recent.length >= most) return { of, waitMs: first + MINUTE_MS - now };
    }
    for (const { recent } of watched) recent.push(now);
    return undefined;
  }
}
