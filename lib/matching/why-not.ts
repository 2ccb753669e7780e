import * as z from "zod/mini";
import { UNKNOWN_WORDS } from "@/lib/calendar/schema";
import type { Context } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { id, parse } from "@/lib/input";
import { formatDay } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";
import { firstName } from "../people/first-name";
import { commonTimes, isAskedFor } from "./common-times";
import { readPool, windowOf } from "./read-pool";
import { joined, startWords } from "./reasons";
import type { WhyNotView } from "./schema";
import * as store from "./store";

const WhyNot = z.object({ requestId: id("request"), personId: id("person") });

/**
 * "Why not Bo?": in one sentence, for the requester alone. An avoidance is a person without a common time, in the same
 * words; it is decided after everything else that would be said of that person anyway.
 * @throws {DomainError} `invalid`, `not_found`, `forbidden`
 */
export async function whyNot(context: Context, input: unknown): Promise<WhyNotView> {
  const { actor, now, db } = context;
  const { requestId, personId } = parse(WhyNot, input);
  const [ask] = await store.asksById(db, [requestId]);
  if (!ask) throw notFound("request");
  if (ask.requesterId !== actor.personId)
    throw new DomainError("forbidden", "Only the requester can ask why somebody is not suggested.");
  const pool = await readPool(context, [ask], { personIds: [personId], onlyNamed: true });
  const person = pool.people.get(personId);
  if (!person) throw notFound("person");

  const name = firstName(person.name);
  if (personId === actor.personId) return { words: "You are in the session anyway." };
  if (!isAskedFor(pool, ask, person))
    return {
      words:
        ask.teamIds.length > 0
          ? `${name} is not on a team you asked.`
          : `${name} has not said that they can do ${joined(ask.systems.map((system) => system.name))}.`,
    };
  if (person.pausedAt !== null) return { words: `${name} takes a break from pairing.` };
  if (pool.declined(requestId, personId)) return { words: `${name} said “not now” to this request.` };

  const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  const times = commonTimes(pool, question, [person]).get(personId) ?? [];
  const [earliest] = times;
  if (earliest !== undefined) {
    if (!person.busy.known)
      return { words: `${name} is in the list, as unknown: ${UNKNOWN_WORDS[person.busy.reason]}.` };
    const count = times.length === 1 ? "1 time" : `${times.length} times`;
    return { words: `${name} is in the list: ${count}, the first ${startWords(earliest, now, actor.zone)}.` };
  }
  const beyondLimit = commonTimes(pool, question, [person], { ignoreLimit: true }).get(personId) ?? [];
  if (beyondLimit.length > 0)
    return { words: `${name} has as many sessions as they take in each week that would fit.` };
  const by = formatDay(ask.neededByAt - MINUTE_MS, actor.zone);
  return { words: `You and ${name} have no ${ask.lengthMin} minutes in common by ${by}.` };
}
