import type { Context, Db } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { firstName } from "../people/first-name";
import { countOne } from "../people/limits";
import { notify } from "../people/notices";
import { once } from "../people/once";
import { findResult, personById } from "../people/store";
import { SuggestToBoth, TakeBack } from "./schema";
import { firstWithTime } from "./suggest-pairing";
import * as store from "./suggestions-store";

type Told = { readonly noticeIds: string[] };

/**
 * Tells two people of different teams that they could sit down together on what one can do and the other wants to learn:
 * each finds a notice that leads to a request filled in. Nothing is posted or booked for them, since the requester is in
 * the session. Nobody is told twice within four weeks, whoever suggests it. Sent twice it is done once.
 * @throws {DomainError} `not_possible` where they do not fit (any more), have no time in common, or know already;
 * `limited`; `invalid`
 */
export async function suggestToBoth(context: Context, input: unknown): Promise<{ key: string }> {
  const suggested = parse(SuggestToBoth, input);
  const { key, ...about } = suggested;
  await countOne(context, "suggest");
  await once<Told>(context, { name: "suggest-to-both", key, input: about }, async (memory) => {
    const couple = await fittingCouple(context, about);
    if (!(await firstWithTime(context, [couple])))
      throw new DomainError("not_possible", "They have no time in common in the next two weeks.");
    return context.db.transaction(async (tx) => {
      const people = [about.teacherId, about.learnerId];
      await store.lockSuggested(tx, people);
      const before = await memory.recall(tx);
      if (before) return before;
      if (await store.wereTold(tx, people))
        throw new DomainError("not_possible", "One of them was told of a suggestion in the last four weeks.");
      const told = { noticeIds: await tellBoth(tx, context.actor.name, couple) };
      await memory.keep(tx, told);
      return told;
    });
  });
  return { key };
}

async function fittingCouple({ db, actor }: Context, only: store.CoupleRef): Promise<store.CoupleRow> {
  const { teacherId, learnerId } = only;
  if (actor.personId === teacherId || actor.personId === learnerId)
    throw new DomainError("not_possible", "You are one of the two: ask them yourself.");
  const [teacher, learner] = await Promise.all([personById(db, teacherId), personById(db, learnerId)]);
  const [fromId, toId] = [teacher?.teamId, learner?.teamId];
  const [couple] =
    fromId && toId && fromId !== toId
      ? await store.couplesBetween(db, { fromId, toId }, { actorId: actor.personId, limit: 1, only })
      : [];
  if (!couple)
    throw new DomainError("not_possible", "This does not fit any more. Load the page again for another two.");
  return couple;
}

async function tellBoth(
  tx: Db,
  by: string,
  { system, teacher, learner }: store.CoupleRow,
): Promise<string[]> {
  const can = teacher.level === "can_teach" ? "can teach" : "can do";
  return [
    await notify(tx, {
      ...{ personId: learner.id, kind: store.SUGGESTED, href: askHref(system, teacher) },
      text: `${by} suggests that you sit down with ${teacher.name}, who ${can} ${system.name}, which you want to learn.`,
    }),
    await notify(tx, {
      ...{ personId: teacher.id, kind: store.SUGGESTED, href: askHref(system, learner) },
      text: `${by} suggests that you sit down with ${learner.name}, who wants to learn ${system.name}.`,
    }),
  ];
}

/** The form of a new request, filled in: whoever posts it sits down with this person. */
const askHref = (system: store.CoupleRow["system"], person: { id: string; name: string }): string =>
  `/requests/new?${new URLSearchParams({
    ...{ system: system.slug, person: person.id },
    title: `${system.name}: sit down with ${firstName(person.name)}`.slice(0, 120),
  })}`;

/**
 * Takes a suggestion of the actor's own back while nobody has read it: both may be told of another then.
 * @throws {DomainError} `not_found` for a suggestion that is not theirs; `not_possible` once it was read
 */
export async function takeBackSuggestion({ db, actor }: Context, input: unknown): Promise<void> {
  const { key } = parse(TakeBack, input);
  await db.transaction(async (tx) => {
    const found = await findResult(tx, actor.personId, key);
    const { noticeIds = [] } = (found?.result ?? {}) as Partial<Told>;
    if (noticeIds.length === 0) throw new DomainError("not_found", "There is no such suggestion.");
    if ((await store.takeBackNotices(tx, noticeIds)) < noticeIds.length)
      throw new DomainError("not_possible", "One of them has read it already.");
    await store.forgetResult(tx, actor.personId, key);
  });
}
