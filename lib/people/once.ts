import { createHash } from "node:crypto";
import type { Context, Db } from "../context";
import { constraintOf, DomainError, sqlState, UNIQUE_VIOLATION } from "../errors";
import * as store from "./store";

/** What a command does inside its transaction to be done only once. */
export type Memory<T> = {
  /** The answer of the same command, if it went through while this one waited for its locks. */
  recall(tx: Db): Promise<T | undefined>;
  /** Commits the answer together with what was done. */
  keep(tx: Db, result: T): Promise<void>;
};

type Command = { readonly name: string; readonly key: string; readonly input: unknown };

/**
 * Does a command at most once per actor and key: a repeated one gets the first one's answer, also when both run at
 * the same moment. A refusal is not kept, so the same form may be sent again after putting right what was wrong.
 * @throws {DomainError} `conflict` when the key was used for something else; `detail` is what that answered
 */
export async function once<T>(
  { db, actor }: Pick<Context, "db" | "actor">,
  { name, key, input }: Command,
  perform: (memory: Memory<T>) => Promise<T>,
): Promise<T> {
  const fingerprint = createHash("sha256")
    .update(`${name}\n${JSON.stringify(input)}`)
    .digest("base64url");
  const recall = async (on: Db): Promise<T | undefined> => {
    const found = await store.findResult(on, actor.personId, key);
    if (found && found.fingerprint !== fingerprint)
      throw new DomainError(
        "conflict",
        "This form was sent before with something else in it. Reload the page.",
        { detail: found.result },
      );
    return found?.result as T | undefined;
  };
  const keep = (tx: Db, result: T) =>
    store.insertResult(tx, { personId: actor.personId, key, fingerprint, result });

  const before = await recall(db);
  if (before !== undefined) return before;
  try {
    return await perform({ recall, keep });
  } catch (error) {
    // Its twin may have been faster, and be the very reason of this refusal.
    const refused = error instanceof DomainError || isTaken(error);
    const answered = refused ? await recall(db) : undefined;
    if (answered !== undefined) return answered;
    throw error;
  }
}

const isTaken = (error: unknown) =>
  sqlState(error) === UNIQUE_VIOLATION && (constraintOf(error) ?? "").startsWith("idempotency_keys");
