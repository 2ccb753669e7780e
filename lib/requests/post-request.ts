import type { Context } from "../context";
import { parse } from "../input";
import { countOne } from "../people/limits";
import { once } from "../people/once";
import { addDays, dateIn } from "../time/zone";
import { folded, neededByEnd, needOf, refuseUnlessAsked } from "./ask";
import { PostRequest } from "./schema";
import * as store from "./store";

const DEFAULT_DAYS = 7;

/**
 * Posts the actor's request. The same form (`key`) sent twice is one request, and both get its id.
 * @throws {DomainError} `invalid`; `limited`; `conflict` when the form was sent before with other words, `detail.id` is that request
 */
export async function postRequest(context: Context, input: unknown): Promise<{ id: string }> {
  const { db, actor, now } = context;
  const { key, neededBy, teamIds, personId, more, systemIds, observers, ...texts } = parse(
    PostRequest,
    input,
  );
  const ask = { needs: [needOf({ teamIds, personId }), ...more.map(needOf)], systemIds: folded(systemIds) };
  const posted = { ...texts, ...ask, observers, neededBy };

  return once<{ id: string }>(
    context,
    { name: "post-request", key: key.toLowerCase(), input: posted },
    async (memory) => {
      await countOne(context, "post");
      return db.transaction(async (tx) => {
        const today = dateIn(now, actor.zone);
        await refuseUnlessAsked(tx, ask, actor.personId);
        const id = await store.insertRequest(
          tx,
          {
            ...texts,
            requesterId: actor.personId,
            teamId: actor.teamId,
            observersMax: observers,
            neededByAt: await neededByEnd(tx, neededBy ?? addDays(today, DEFAULT_DAYS), actor.zone, today),
          },
          ask,
        );
        await memory.keep(tx, { id });
        return { id };
      });
    },
  );
}
