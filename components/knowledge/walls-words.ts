import type { PairVerdict, TeamPair, WallsView, WallWeeks } from "@/lib/knowledge/schema";
import { type EpochMs, WEEK_MS } from "@/lib/time/instant";

export const WEEKS_WORDS: Record<WallWeeks, string> = {
  4: "Last 4 weeks",
  13: "Last quarter",
  26: "Last half year",
  52: "Last year",
};

export const PAIR_WORDS: Record<Exclude<PairVerdict, "open">, string> = { wall: "Wall", one_way: "One way" };

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const SMALL = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
const amount = (n: number): string => SMALL[n] ?? String(n);

/** `Mobile asked Platform ops: no session, 6 requests found nobody. Wall.` */
export function pairWords({ from, to, held, unanswered, verdict }: TeamPair): string {
  const sat = held === 0 ? "no session" : counted(held, "session");
  const open = unanswered === 0 ? "" : `, ${counted(unanswered, "request")} found nobody`;
  return `${from.name} asked ${to.name}: ${sat}${open}.${verdict === "open" ? "" : ` ${PAIR_WORDS[verdict]}.`}`;
}

/** In a list: `5 asked, nobody sat down`. */
export function askedWords({ held, unanswered }: TeamPair, back: number): string {
  if (unanswered === 0) return `${counted(held, "session")}, ${back === 0 ? "none" : back} the other way`;
  const asked = held + unanswered;
  return held === 0 ? `${asked} asked, nobody sat down` : `${asked} asked, ${counted(held, "session")}`;
}

/** How long it is since they sat down together, as the beginning of a paragraph. */
export function sinceLastWords(lastHeldAt: EpochMs | null, now: EpochMs): { says: string; when: string } {
  if (lastHeldAt === null) return { says: "They have not sat down together yet", when: "" };
  const weeks = Math.floor((now - lastHeldAt) / WEEK_MS);
  if (weeks === 0) return { says: "They sat down together", when: "this week" };
  return { says: "No session between them for", when: counted(weeks, "week") };
}

/** `Four people would learn: two in each team.` */
export function learnersWords({ there, learners }: NonNullable<WallsView["chosen"]>): string {
  const { from, to } = learners;
  const all = from + to;
  if (all === 0) return "";
  if (from === 0 || to === 0) {
    const team = from > 0 ? there.from.name : there.to.name;
    return all === 1 ? `One person in ${team} would learn.` : `${amount(all)} people in ${team} would learn.`;
  }
  const who = `${amount(all)} people would learn`;
  return from === to
    ? `${who}: ${amount(from).toLowerCase()} in each team.`
    : `${who}: ${from} in ${there.from.name}, ${to} in ${there.to.name}.`;
}

/** What the page says at one look. */
export function wallsSentence(pairs: readonly TeamPair[]): string {
  const walls = pairs.filter(({ verdict }) => verdict === "wall").length;
  const oneWay = pairs.filter(({ verdict }) => verdict === "one_way").length;
  const flows = oneWay === 0 ? "" : `${amount(oneWay)} ${oneWay === 1 ? "pair goes" : "pairs go"} one way.`;
  if (walls === 0) return `No walls in this time. ${flows}`.trim();
  return `${amount(walls)} ${walls === 1 ? "wall" : "walls"}: many asked, almost none sat down. ${flows}`.trim();
}
