import type { Knower, Verdict } from "./schema";

/** How many can do it. @param one The name of somebody who can. */
export function verdictFrom(people: number, one: string | null): Verdict {
  if (people === 0 || one === null) return { risk: "nobody" };
  return people === 1 ? { risk: "only_one", name: one } : { risk: "several", people };
}

export const isAble = ({ level }: Pick<Knower, "level">) => level === "can_do" || level === "can_teach";

/**
 * Who could sit down together so that one more can do it, the likeliest first, `most` of each side. The actor comes
 * first on either side; then whoever can teach, and whoever can follow already.
 */
export function pairingsOf(people: readonly Knower[], actorId: string, most: number) {
  const me = (one: Knower) => (one.id === actorId ? 0 : 1);
  const able = people
    .filter(isAble)
    .sort((a, b) => me(a) - me(b) || Number(b.level === "can_teach") - Number(a.level === "can_teach"))
    .slice(0, most);
  const learners = people
    .filter((one) => one.wantsToLearn && !isAble(one))
    .sort((a, b) => me(a) - me(b) || Number(b.level === "can_follow") - Number(a.level === "can_follow"))
    .slice(0, most);
  // All of the reader's own first: somebody who can is of no use to another learner before them.
  return learners
    .flatMap((learner) => able.map((teacher) => ({ teacher, learner })))
    .sort((a, b) => Math.min(me(a.teacher), me(a.learner)) - Math.min(me(b.teacher), me(b.learner)));
}
