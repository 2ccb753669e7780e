import { describeError, type ErrorWords, log } from "@/lib/log";

const MOST_CHARACTERS = 200;

/** In place of `console.error`, through which the framework prints errors whole; the database's repeat what people typed. */
export function logFrameworkError(...parts: unknown[]): void {
  const line = frameworkLine(parts);
  if (line) log().error(line, "framework");
}

/** What may be written down of it; undefined for an error with a digest, whose line comes from `onRequestError`. */
export function frameworkLine(parts: readonly unknown[]): { error?: ErrorWords; words?: string } | undefined {
  const error = parts.find((part) => part instanceof Error);
  if (error) return "digest" in error ? undefined : { error: describeError(error) };
  const words = parts.find((part): part is string => typeof part === "string" && /\w/.test(part)) ?? "";
  // A stack begins with its message.
  return /Error\b/.test(words) ? {} : { words: words.split("\n", 1)[0]?.slice(0, MOST_CHARACTERS) ?? "" };
}
