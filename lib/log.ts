import { AsyncLocalStorage } from "node:async_hooks";
import pino, { type DestinationStream, type Logger } from "pino";
import { config } from "./config";
import { constraintOf, DomainError, sqlState } from "./errors";

/** What every line written meanwhile carries: the request or job that it belongs to. */
export type LogContext = { readonly request?: string; readonly job?: string; readonly jobId?: string };

type Shared = { logger?: Logger; readonly context: AsyncLocalStorage<LogContext> };

/** A build may hold this file more than once (pages, route handlers, start-up); the context has to be one all the same. */
const KEY = Symbol.for("deskside.log");
const holder = globalThis as unknown as { [KEY]?: Shared };
holder[KEY] ??= { context: new AsyncLocalStorage<LogContext>() };
const shared: Shared = holder[KEY];

/** This process's log: one JSON object a line on standard output. Ids and names of errors, never a token or a person's text. */
export function log(): Logger {
  shared.logger ??= makeLog(config().LOG_LEVEL);
  return shared.logger;
}

/** @param to Where lines go. Default: standard output. */
export const makeLog = (level: string, to?: DestinationStream): Logger =>
  pino({ level, base: undefined, mixin: () => shared.context.getStore() ?? {} }, to as DestinationStream);

export const inLogContext = <T>(context: LogContext, run: () => T): T => shared.context.run(context, run);

/** For what goes on until this turn of the event loop's work is over, where there is no function to run inside. */
export const enterLogContext = (context: LogContext): void => shared.context.enterWith(context);

export const logContext = (): LogContext => shared.context.getStore() ?? {};

/** What may be written down of an error. */
export type ErrorWords = {
  name: string;
  /** A word of ours, of Google's or of the system: `rate_limited`, `ECONNREFUSED`. */
  kind?: string;
  reason?: string;
  sqlState?: string;
  constraint?: string;
  /** Where in the code, innermost first. */
  at?: string[];
};

const FRAMES_KEPT = 8;

/**
 * Everything of an error that tells what went wrong and nothing that somebody typed: messages are left out, because
 * the database's repeat values and statements, a parser's repeat its input, and Google's may name people.
 */
export function describeError(error: unknown): ErrorWords {
  if (!(error instanceof Error)) return { name: typeof error };
  const word = (value: unknown) =>
    typeof value === "string" && /^[\w.-]{1,60}$/.test(value) ? value : undefined;
  const { kind, reason } = error as { kind?: unknown; reason?: unknown };
  return dropUndefined({
    name: word(error.name) ?? "Error",
    kind: error instanceof DomainError ? error.code : (word(kind) ?? systemCode(error)),
    reason: word(reason),
    sqlState: sqlState(error),
    constraint: word(constraintOf(error)),
    at: framesOf(error),
  });
}

/** Node's own (`ECONNREFUSED`, `ERR_INVALID_URL`), wherever in the chain of causes. */
function systemCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string" && /^[A-Z][A-Z_]{3,40}$/.test(code)) return code;
  }
  return undefined;
}

/** A stack begins with the message, which may itself have lines that look like frames: only the end is read. */
function framesOf({ stack = "", message }: Error): string[] | undefined {
  const after =
    message && stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = after
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().slice(3).replaceAll(process.cwd(), "."));
  return frames.length > 0 ? frames.slice(0, FRAMES_KEPT) : undefined;
}

const dropUndefined = (words: { [K in keyof ErrorWords]: ErrorWords[K] | undefined }): ErrorWords =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as ErrorWords;
