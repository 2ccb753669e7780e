import { createHash } from "node:crypto";
import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { addDays, dateIn } from "../time/zone";
import { folded, neededByEnd, refuseUnlessAsked } from "./ask";
import { PostRequest } from "./schema";
import * as store from "./store";

const DEFAULT_DAYS = 7;

/**
 * Posts the actor's request. The same form (`key`) sent twice is one request, and both get its id.
 * @throws {DomainError} `invalid`; `conflict` when the form was sent before with other words, `detail.id` is that request
 */
export async function postRequest({ db, actor, now }: Context, input: unknown): Promise<{ id: string }> {
  const { key, neededBy, teamIds, systemIds, observers, ...texts } = parse(PostRequest, input);
  const ask = { teamIds: folded(teamIds), systemIds: folded(systemIds) };
  const fingerprint = createHash("sha256")
    .update(JSON.stringify(["post-request", texts, observers, neededBy ?? null, ask]))
    .digest("base64url");

  return db.transaction(async (tx) => {
    const earlier = await store.claimKey(tx, {
      personId: actor.personId,
      key: key.toLowerCase(),
      fingerprint,
    });
    if (earlier) return sameAs(earlier, fingerprint);

    const today = dateIn(now, actor.zone);
    await refuseUnlessAsked(tx, ask);
    const id = await store.insertRequest(
      tx,
      {
        ...texts,
        requesterId: actor.personId,
        teamId: actor.teamId,
        observersMax: observers ? 1 : 0,
        neededByAt: await neededByEnd(tx, neededBy ?? addDays(today, DEFAULT_DAYS), actor.zone, today),
      },
      ask,
    );
    await store.keepResult(tx, actor.personId, key.toLowerCase(), { id });
    return { id };
  });
}

function sameAs(earlier: { fingerprint: string; result: unknown }, fingerprint: string): { id: string } {
  const result = earlier.result as { id: string };
  if (earlier.fingerprint === fingerprint) return result;
  throw new DomainError(
    "conflict",
    "This was posted a moment ago with other words. Open that request to edit it.",
    { detail: result },
  );
}
