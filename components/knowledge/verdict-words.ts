import { firstName } from "@/components/people/first-name";
import type { Risk, Verdict } from "@/lib/knowledge/schema";

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

/** On the system's own page: the verdict, and what it means if one of them leaves. */
export function verdictSentences(verdict: Verdict, following: number): { title: string; means: string } {
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
  const left = verdict.people - 1;
  return {
    title: `${verdict.people} people can do this.`,
    means: left === 1 ? "If one of them leaves, one is left." : `If one of them leaves, ${left} are left.`,
  };
}
