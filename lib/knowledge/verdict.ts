import type { Knower, SystemView, Verdict } from "./schema";

/** Who is left if one leaves: `names` of those who can do it. */
export function verdictOf(names: readonly string[]): Verdict {
  return verdictFrom(names.length, names[0] ?? null);
}

/** @param one The name of somebody who can. */
export function verdictFrom(people: number, one: string | null): Verdict {
  if (people === 0 || one === null) return { risk: "nobody" };
  return people === 1 ? { risk: "only_one", name: one } : { risk: "several", people };
}

export const isAble = ({ level }: Pick<Knower, "level">) => level === "can_do" || level === "can_teach";

/**
 * Who could sit down together so that one more can do it. The actor comes first on either side; then whoever can teach,
 * and whoever can follow already.
 */
export function pairingFor(people: readonly Knower[], actorId: string): SystemView["pairing"] {
  const me = (one: Knower) => (one.id === actorId ? 0 : 1);
  const able = people
    .filter(isAble)
    .sort((a, b) => me(a) - me(b) || Number(b.level === "can_teach") - Number(a.level === "can_teach"));
  const learners = people
    .filter((one) => one.wantsToLearn && !isAble(one))
    .sort((a, b) => me(a) - me(b) || Number(b.level === "can_follow") - Number(a.level === "can_follow"));
  const [teacher, learner] = [able[0], learners[0]];
  if (!teacher || !learner) return null;
  return {
    teacher,
    learner,
    mine: teacher.id === actorId ? "teacher" : learner.id === actorId ? "learner" : null,
  };
}
