import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import type { EpochMs } from "@/lib/time/instant";
import { calendarErrorBody } from "./refusal";
import type { World } from "./world";

/** What is to happen instead of a good answer. */
export type Fault = {
  method?: string;
  /** A regular expression, tried on the path. */
  path: string;
  /** Only calls with this person's access token. */
  person?: string;
  /** How many calls; 1 unless told otherwise. */
  times?: number;
  instead:
    | { status: number; reason?: string; retryAfter?: string }
    | { delayMs: number }
    | { hangUp: true }
    | { dropAnswer: true };
};

export type CallRecord = { method: string; path: string; person?: string; status?: number; at: EpochMs };

type Env = { Bindings: HttpBindings };

const MOST_RECORDS = 5_000;

/** Faults on demand, and a record of every call that came in. */
export class Faults {
  readonly records: CallRecord[] = [];
  private pending: (Fault & { times: number })[] = [];

  add(fault: Fault): void {
    new RegExp(fault.path);
    this.pending.push({ ...fault, times: fault.times ?? 1 });
  }

  /** Those that still wait for a call. */
  waiting(): (Fault & { times: number })[] {
    return this.pending.map((fault) => ({ ...fault }));
  }

  clear(): void {
    this.pending = [];
  }

  middleware(world: World): MiddlewareHandler<Env> {
    return async (c, next) => {
      const token = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
      const person = token === undefined ? undefined : world.state.accessTokens[token]?.email;
      const record: CallRecord = { method: c.req.method, path: c.req.path, person, at: world.now() };
      this.remember(record);
      const fault = this.take(record);
      const hangUp = () => {
        c.env.incoming.socket.destroy();
        return new Response(null, { headers: { "x-hono-already-sent": "true" } });
      };
      if (fault && "status" in fault) {
        record.status = fault.status;
        if (fault.retryAfter) c.header("retry-after", fault.retryAfter);
        return c.json(errorBody(c.req.path, fault.status, fault.reason), fault.status as 500);
      }
      if (fault && "hangUp" in fault) return hangUp();
      if (fault && "delayMs" in fault) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      await next();
      record.status = c.res.status;
      if (fault && "dropAnswer" in fault) c.res = hangUp();
    };
  }

  private remember(record: CallRecord): void {
    this.records.push(record);
    if (this.records.length > MOST_RECORDS) this.records.shift();
  }

  private take({ method, path, person }: CallRecord): Fault["instead"] | undefined {
    const fault = this.pending.find(
      (one) =>
        (one.method === undefined || one.method === method) &&
        (one.person === undefined || one.person.toLowerCase() === person) &&
        new RegExp(one.path).test(path),
    );
    if (!fault) return undefined;
    fault.times--;
    if (fault.times <= 0) this.pending.splice(this.pending.indexOf(fault), 1);
    return fault.instead;
  }
}

const REASONS: Record<number, string> = {
  401: "authError",
  403: "forbidden",
  429: "rateLimitExceeded",
  503: "backendError",
};

function errorBody(path: string, status: number, reason = REASONS[status] ?? "backendError") {
  if (path.startsWith("/calendar/")) return calendarErrorBody(status, reason, reason);
  return { error: reason, error_description: "A fault on demand." };
}
