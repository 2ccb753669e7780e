import pino, { type Logger } from "pino";
import { config } from "./config";

let current: Logger | undefined;

/** This process's log: one JSON object a line on standard output. Ids and names of errors, never a token or a person's text. */
export function log(): Logger {
  current ??= pino({ level: config().LOG_LEVEL, base: undefined });
  return current;
}
