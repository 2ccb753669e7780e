import { DomainError } from "@/lib/errors";

/** What it was refused with. */
export async function refusalOf(doing: Promise<unknown>): Promise<DomainError> {
  const error = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DomainError) return error;
  throw new Error("It was not refused.", { cause: error });
}
