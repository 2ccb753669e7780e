import pino, { type DestinationStream, type Logger } from "pino";
import { config } from "./config";
import { constraintOf, DomainError, sqlState } from "./errors";
import { logContext } from "./log-context";

let current: Logger | undefined;

/** This process's log: one JSON object a line on standard output. Ids and names of errors, never a token or a person's text. */
export function log(): Logger {
  current ??= makeLog(config().LOG_LEVEL);
  return current;
}

/** @param to Where lines go. Default: standard output. */
export const makeLog = (level: string, to?: DestinationStream): Logger =>
  pino({ level, base: undefined, mixin: () => ({ ...logContext() }) }, to as DestinationStream);

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

/** A stack begins with name and message, whose own lines may look like frames: they are counted and passed over. */
function framesOf({ stack = "", name, message }: Error): string[] | undefined {
  const frames = stack
    .split("\n")
    .slice(`${name}: ${message}`.split("\n").length)
    .filter((line) => /^\s+at .*(:\d+:\d+\)?|\(<anonymous>\))$/.test(line))
    .map((line) => line.trim().slice(3).replaceAll(process.cwd(), "."));
  return frames.length > 0 ? frames.slice(0, FRAMES_KEPT) : undefined;
}

const dropUndefined = (words: { [K in keyof ErrorWords]: ErrorWords[K] | undefined }): ErrorWords =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as ErrorWords;
