/** Something outside the code is wrong (a port, the disk, a missing program): told in one sentence, without a stack. */
export class Failure extends Error {
  override readonly name = "Failure";
}

const NO_SPACE = "There is no space left on the disk: free some and start again.";

/** The sentence for a person, or null where the error is a bug and its stack is wanted. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof Failure) return error.message;
  const { code, path: file } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === "ENOSPC") return NO_SPACE;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `${file ?? "A file"} may not be used by the person who runs this: change its owner, or delete it.`;
  }
  return null;
}

/** Runs a command's main function; what it throws ends the process with exit code 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error) ?? (error instanceof Error ? error.stack : String(error))}\n`);
    process.exit(1);
  }
}
