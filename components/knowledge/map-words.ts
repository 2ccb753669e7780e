import { firstName } from "@/components/people/first-name";
import type { MapCell, MapRow, MapView } from "@/lib/knowledge/schema";
import { LEVEL_WORDS } from "@/lib/people/schema";

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** `Since July`, of the quarter that ended on `date` (`YYYY-MM-DD`), the thirtieth of June. */
export const sinceWords = (date: string): string => `Since ${MONTHS[Number(date.slice(5, 7)) % 12]}`;

export const monthOf = (date: string): string => MONTHS[Number(date.slice(5, 7)) - 1] ?? "";

/** `Sam Okafor can follow Puppet and wants to learn it`. */
export function cellWords(person: string, system: string, { level, wantsToLearn }: MapCell): string {
  if (level === "new") return `${person} wants to learn ${system}`;
  return `${person} ${LEVEL_WORDS[level]} ${system}${wantsToLearn ? " and wants to learn it" : ""}`;
}

/** What changed since one of the quarters: `1 fewer`, `2 more`, `same`. */
export function changeWords({ counts }: Pick<MapRow, "counts">, since: number) {
  const change = (counts.at(-1) ?? 0) - (counts[since] ?? 0);
  if (change === 0) return { change, words: "same" };
  return { change, words: `${Math.abs(change)} ${change < 0 ? "fewer" : "more"}` };
}

/** All of a row's history in words: `End of December 2, end of March 2, now 1`. */
export const historyWords = ({ counts }: Pick<MapRow, "counts">, quarters: readonly string[]): string =>
  [...quarters.map((date, at) => `end of ${monthOf(date)} ${counts[at]}`), `now ${counts.at(-1)}`].join(", ");

/** What the map says at one look, and who could change it. */
export function mapSentence({ rows, couldLearn }: Pick<MapView, "rows" | "couldLearn">) {
  const none = rows.filter(({ verdict }) => verdict.risk === "nobody");
  const one = rows.filter(({ verdict }) => verdict.risk === "only_one");
  const risky = none.length + one.length;
  if (risky === 0) return { says: "No system hangs on one person.", help: "" };
  const nobody =
    none.length === 0
      ? ""
      : none.length <= 2
        ? `nobody can do ${none.map(({ name }) => name).join(" or ")}`
        : `nobody can do ${none.length} systems`;
  const single =
    one.length === 0
      ? ""
      : one.length === 1
        ? `${one[0]?.name} hangs on one person`
        : `${one.length} systems hang on one person each`;
  const says = [nobody, single].filter(Boolean).join("; ");
  return {
    says: `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
    help:
      couldLearn === 0
        ? ""
        : `${couldLearn === 1 ? "One of the people below wants" : `${couldLearn} of the people below want`} to learn ${risky === 1 ? "it" : "one of these"}.`,
  };
}

/** First names, with the first letter of the last one where two are the same: `Ana`, `Sam O.`, `Sam K.`. */
export function shortNames(people: readonly { id: string; name: string }[]): Map<string, string> {
  const same = Map.groupBy(people, ({ name }) => firstName(name));
  return new Map(
    people.map(({ id, name }) => {
      const first = firstName(name);
      const last = name.trim().split(/\s+/).at(-1) ?? "";
      const alone = (same.get(first)?.length ?? 0) < 2 || last === first;
      return [id, alone ? first : `${first} ${[...last][0]}.`];
    }),
  );
}
