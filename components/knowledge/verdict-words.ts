import { firstName } from "@/components/people/first-name";
import type { Risk, SystemView, Verdict } from "@/lib/knowledge/schema";
import { monthOf } from "./map-words";

export const RISK_WORDS: Record<Risk, string> = {
  nobody: "Nobody can",
  only_one: "Only one can",
  several: "Several can",
};

/** In a row. */
export function verdictWords(verdict: Verdict): string {
  if (verdict.risk === "nobody") return "Nobody";
  return verdict.risk === "only_one" ? `Only ${firstName(verdict.name)}` : `${verdict.people} people`;
}

/** On the system's own page: the verdict, and, where it matters, what it means if one of them leaves. */
export function verdictSentences({
  verdict,
  totals,
  canTeach,
  canDo,
}: Pick<SystemView, "verdict" | "totals" | "canTeach" | "canDo">): { title: string; means: string } {
  const following = totals.canFollow;
  if (verdict.risk === "nobody")
    return {
      title: "Nobody can do this.",
      means:
        following > 0
          ? `${following === 1 ? "One person" : `${following} people`} can follow somebody who does. The next time it breaks, they find out alone.`
          : "The next time it breaks, somebody has to find out alone.",
    };
  if (verdict.risk === "only_one") {
    const name = firstName(verdict.name);
    return {
      title: `Only ${name} can do this.`,
      means: `If ${name} leaves, or is ill on a Friday, nobody can.`,
    };
  }
  const [one, other] = [...canTeach, ...canDo].map(({ name }) => firstName(name));
  return {
    title: `${verdict.people} people can do this.`,
    means:
      verdict.people === 2
        ? `If ${one} leaves, only ${other} is left; if ${other} leaves, only ${one}.`
        : "Nobody is alone with it.",
  };
}

/** `It was two people at the end of June.` */
export function beforeWords(before: SystemView["before"]): string {
  if (!before) return "";
  const { people, date } = before;
  const end = `at the end of ${monthOf(date)}`;
  if (people === 0) return `Nobody could ${end}.`;
  return people === 1 ? `It was one person ${end}.` : `It was ${people} people ${end}.`;
}
