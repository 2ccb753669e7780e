import type { Context } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import { listNotesOn } from "../notes/list-notes-on";
import type { Level } from "../people/schema";
import { type History, readHistory } from "./history";
import { SystemSlug, type SystemView } from "./schema";
import * as store from "./store";
import { MOST_PAIRED, suggestPairing } from "./suggest-pairing";
import { verdictFrom } from "./verdict";

/** Of each kind; the others are found in the directory. */
const MOST_PEOPLE = 8;
const MOST_NOTES = 30;
const MOST_REQUESTS = 20;

/**
 * A system: who can do what with it, whether that is enough, its notes and its open requests. People who no longer work
 * here are not counted.
 * @throws {DomainError} `not_found`
 */
export async function getSystem(context: Context, input: unknown): Promise<SystemView> {
  const { slug } = parse(SystemSlug, input);
  const { db, actor, now } = context;
  const system = await store.systemBySlug(db, slug);
  if (!system) throw notFound("system");
  const [{ people, totals }, { notes, total }, requests, history] = await Promise.all([
    store.knowersOf(db, system.id, { viewerId: actor.personId, shown: MOST_PEOPLE, paired: MOST_PAIRED }),
    listNotesOn(context, { systemIds: [system.id], limit: MOST_NOTES }),
    store.openRequestsOn(db, system.id, now, MOST_REQUESTS),
    readHistory(context, system.id),
  ]);
  const of = (level: Level) => people.filter((one) => one.isFirst && one.level === level);
  const [canTeach, canDo] = [of("can_teach"), of("can_do")];
  const able = totals.canTeach + totals.canDo;
  const pairing = await suggestPairing(context, system, people);
  const mine = people.find(({ id }) => id === actor.personId);
  return {
    ...system,
    verdict: verdictFrom(able, [...canTeach, ...canDo][0]?.name ?? null),
    ...{ totals, canTeach, canDo, canFollow: of("can_follow") },
    wantToLearn: people.filter(({ isFirstToLearn }) => isFirstToLearn),
    pairing,
    before: beforeNow(history, system.id, able),
    notes,
    notesTotal: total,
    requests,
    mine: { level: mine?.level ?? "new", wantsToLearn: mine?.wantsToLearn ?? false },
  };
}

function beforeNow({ quarters, countsOf }: History, systemId: string, able: number): SystemView["before"] {
  const counts = countsOf(systemId);
  const last = counts.findLastIndex((count) => count !== able);
  const quarter = quarters[last];
  return quarter ? { people: counts[last] ?? 0, date: quarter.date } : null;
}
