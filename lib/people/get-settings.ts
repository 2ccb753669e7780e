import type { Context } from "../context";
import { addDays, dateIn } from "../time/zone";
import * as settings from "./settings-store";
import { personById } from "./store";

/** Everything the actor can set, except what belongs to the calendar. */
export async function getSettings({ db, actor, now }: Context) {
  const [person, hours, overrides, familiarities, avoided] = await Promise.all([
    personById(db, actor.personId),
    settings.hoursOf(db, actor.personId),
    settings.overridesOf(db, actor.personId, addDays(dateIn(now, actor.zone), -1)),
    settings.familiaritiesOf(db, actor.personId),
    settings.avoidedBy(db, actor.personId),
  ]);
  if (!person) throw new Error("The actor is not in the directory.");
  const { name, email, teamId, zone, bufferMin, noticeMin, maxPerWeek } = person;
  return {
    profile: { name, email, teamId, zone },
    matching: { bufferMin, noticeMin, maxPerWeek, paused: person.pausedAt !== null },
    hours,
    overrides,
    familiarities,
    avoided,
  };
}
