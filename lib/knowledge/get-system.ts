import type { Context } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import { listNotesOn } from "../notes/list-notes-on";
import { type History, readHistory } from "./history";
import { SystemSlug, type SystemView } from "./schema";
import * as store from "./store";
import { suggestPairing } from "./suggest-pairing";
import { isAble, verdictOf } from "./verdict";

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
  const [rows, { notes, total }, requests, history] = await Promise.all([
    store.knowersOf(db, [system.id]),
    listNotesOn(context, { systemIds: [system.id], limit: MOST_NOTES }),
    store.openRequestsOn(db, system.id, now, MOST_REQUESTS),
    readHistory(context, system.id),
  ]);
  const people = rows.map(({ systemId: _, ...person }) => person);
  const at = (level: string) => people.filter((one) => one.level === level);
  const pairing = await suggestPairing(context, system, people);
  const mine = people.find(({ id }) => id === actor.personId);
  return {
    ...system,
    verdict: verdictOf(people.filter(isAble).map(({ name }) => name)),
    canTeach: at("can_teach"),
    canDo: at("can_do"),
    canFollow: at("can_follow"),
    wantToLearn: people.filter((one) => one.wantsToLearn && !isAble(one)),
    pairing,
    before: beforeNow(history, system.id, people.filter(isAble).length),
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
