/** Bad input to a measurement: its message is the one sentence to print before leaving with exit code 1. */
export class UsageError extends Error {
  override name = "UsageError";
}
