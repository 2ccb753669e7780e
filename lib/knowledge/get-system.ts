import type { Context } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import { listNotesOn } from "../notes/list-notes-on";
import { SystemSlug, type SystemView } from "./schema";
import * as store from "./store";
import { isAble, pairingFor, verdictOf } from "./verdict";

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
  const [rows, { notes, total }, requests] = await Promise.all([
    store.knowersOf(db, [system.id]),
    listNotesOn(context, { systemIds: [system.id], limit: MOST_NOTES }),
    store.openRequestsOn(db, system.id, now, MOST_REQUESTS),
  ]);
  const people = rows.map(({ systemId: _, ...person }) => person);
  const at = (level: string) => people.filter((one) => one.level === level);
  const mine = people.find(({ id }) => id === actor.personId);
  return {
    ...system,
    verdict: verdictOf(people.filter(isAble).map(({ name }) => name)),
    canTeach: at("can_teach"),
    canDo: at("can_do"),
    canFollow: at("can_follow"),
    wantToLearn: people.filter((one) => one.wantsToLearn && !isAble(one)),
    pairing: pairingFor(people, actor.personId),
    notes,
    notesTotal: total,
    requests,
    mine: { level: mine?.level ?? "new", wantsToLearn: mine?.wantsToLearn ?? false },
  };
}
