import { keysOf } from "../config";
import type { JobContext } from "../context";
import { seal, sealedUnder, unseal } from "./encryption";
import * as store from "./store";

/** Locked together, and for no longer than it takes to seal them: a page that wants one of them waits for milliseconds. */
const AT_ONCE = 50;

export type Resealed = {
  resealed: number;
  /** Under none of the keys given: their people have to connect again, or a key is missing. */
  unreadable: number;
};

/**
 * Seals every refresh token under `ENCRYPTION_KEY` that is sealed under one of the other keys. May run while everything
 * else does, twice at once, and again after it was cut off: each batch is a transaction of its own, and what is done is
 * not done again.
 */
export async function resealTokens({ db, config }: JobContext): Promise<Resealed> {
  const keys = keysOf(config);
  const start = sealedUnder(config.ENCRYPTION_KEY);
  const total = { resealed: 0, unreadable: 0 };
  let after: string | undefined;
  // What another process seals while this one waits for its lock drops out of the batch, which may then be empty.
  while ((await store.countSealedOtherwise(db, start, after)) > 0) after = await oneBatch(after);
  return total;

  async function oneBatch(from: string | undefined): Promise<string | undefined> {
    return db.transaction(async (tx) => {
      const rows = await store.lockSealedOtherwise(tx, start, from, AT_ONCE);
      for (const { personId, sealed } of rows) {
        const token = unsealed(sealed, keys);
        if (token === undefined) total.unreadable++;
        else {
          await store.saveSealed(tx, personId, seal(token, config.ENCRYPTION_KEY));
          total.resealed++;
        }
      }
      return rows.at(-1)?.personId ?? from;
    });
  }
}

function unsealed(sealed: string, keys: readonly string[]): string | undefined {
  try {
    return unseal(sealed, keys);
  } catch {
    return undefined;
  }
}
