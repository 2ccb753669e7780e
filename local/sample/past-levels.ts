import type { schema } from "@/db/schema/schema";
import { DAY_MS } from "@/lib/time/instant";
import { diceOf } from "./derived";
import type { Diary } from "./diary";
import { forgotten } from "./familiarities";
import { personIdOf, STARTED_DAYS_AGO, systemIdOf } from "./rows-of-people";

type Familiarity = (typeof schema.familiarities)["$inferInsert"];
type Change = (typeof schema.familiarityChanges)["$inferInsert"];

/** Most people said on their first day what they could do; the others could follow then, and learned it here. */
export function pastLevels(diary: Diary, now: readonly Familiarity[]): Change[] {
  const started = diary.now - (STARTED_DAYS_AGO - 1) * DAY_MS;
  const could = forgotten.map(({ person, system }) => ({
    personId: personIdOf(person),
    systemId: systemIdOf(system),
    level: "can_do" as const,
    at: started,
  }));
  const known = now.flatMap(({ personId, systemId, level }): Change[] => {
    if (could.some((one) => one.personId === personId && one.systemId === systemId)) return [];
    if (level !== "can_do" && level !== "can_teach") return [];
    const already = diceOf(personId, systemId, "already").chance(75);
    return [{ personId, systemId, level: already ? level : "can_follow", at: started }];
  });
  return [...could, ...known];
}
