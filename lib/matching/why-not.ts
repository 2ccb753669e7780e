import * as z from "zod/mini";
import { UNKNOWN_WORDS } from "@/lib/calendar/schema";
import type { Context } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { id, parse } from "@/lib/input";
import { RequestFrame } from "@/lib/requests/schema";
import { formatDay, formatSoon } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";
import { firstName } from "../people/first-name";
import { commonTimes, isAskedFor, isSeated } from "./common-times";
import { readPast } from "./gather-facts";
import { rankedGroups } from "./ranked-groups";
import { readPool, windowOf } from "./read-pool";
import { joined } from "./reasons";
import type { WhyNotView } from "./schema";
import * as store from "./store";
import { supposing } from "./what-if";

const WhyNot = z.object({ requestId: id("request"), personId: id("person"), ...RequestFrame });

/**
 * "Why not Bo?": in one sentence, for the requester alone. An avoidance is a person without a common time, in the same
 * words; it is decided after everything else that would be said of that person anyway. With `lengthMin`, `place` or
 * `neededBy` as if the request said so.
 * @throws {DomainError} `invalid`, `not_found`, `forbidden`, and as `supposing`
 */
export async function whyNot(context: Context, input: unknown): Promise<WhyNotView> {
  const { actor, now, db } = context;
  const { requestId, personId, ...whatIf } = parse(WhyNot, input);
  const [asked] = await store.asksById(db, [requestId]);
  if (!asked) throw notFound("request");
  if (asked.requesterId !== actor.personId)
    throw new DomainError("forbidden", "Only the requester can ask why somebody is not suggested.");
  const ask = await supposing(context, asked, whatIf);
  const pool = await readPool(context, [ask], {
    ...{ personIds: [personId], onlyNamed: ask.size === 1, all: true },
  });
  const person = pool.people.get(personId);
  if (!person) throw notFound("person");

  const name = firstName(person.name);
  if (personId === actor.personId) return { words: "You are in the session anyway." };
  if (isSeated(ask, person)) return { words: `${name} has a seat in it already.` };
  if (!isAskedFor(pool, ask, person)) return { words: notAskedWords(ask, name) };
  if (person.pausedAt !== null) return { words: `${name} takes a break from pairing.` };
  if (pool.declined(requestId, personId)) return { words: `${name} said “not now” to this request.` };

  const question = { ask, window: windowOf(ask.neededByAt, now), lengthMin: ask.lengthMin, now };
  const alone = commonTimes(pool, question, [person]).get(personId);
  const times =
    ask.needs.length > 1
      ? rankedGroups(pool, await readPast(context, [ask]), ask, now).times.get(personId)
      : alone;
  const earliest = times?.at(0);
  if (times && earliest !== undefined) {
    if (!person.busy.known)
      return { words: `${name} is in the list, as unknown: ${UNKNOWN_WORDS[person.busy.reason]}.` };
    const count = times.length === 1 ? "1 time" : `${times.length} times`;
    return { words: `${name} is in the list: ${count}, the first ${formatSoon(earliest, actor.zone, now)}.` };
  }
  const beyondLimit = () => commonTimes(pool, question, [person], { ignoreLimit: true }).get(personId);
  if (!alone?.length && beyondLimit()?.length)
    return { words: `${name} has as many sessions as they take in each week that would fit.` };
  const by = formatDay(ask.neededByAt - MINUTE_MS, actor.zone);
  if (ask.size > 1)
    // The same words whether they have no time with the requester or none with the others.
    return {
      words: `There are no ${ask.lengthMin} minutes by ${by} in which you, ${name} and the others this needs are all free.`,
    };
  return { words: `You and ${name} have no ${ask.lengthMin} minutes in common by ${by}.` };
}

function notAskedWords(ask: store.Ask, name: string): string {
  if (ask.seated.length > 0) return `${name} fits none of the seats that are free.`;
  if (store.teamIdsOf(ask).length > 0) return `${name} is not on a team you asked.`;
  return ask.systems.length > 0
    ? `${name} has not said that they can do ${joined(ask.systems.map((system) => system.name))}.`
    : `${name} is not whom this request asks for.`;
}
