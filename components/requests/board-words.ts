import { DISCIPLINES } from "@/lib/people/schema";
import type { BoardState, BoardView, Mark, SetFilter } from "@/lib/requests/schema";
import { formatLongDay } from "@/lib/time/format";

export const STATE_WORDS: Record<BoardState, string> = {
  open: "Open",
  booked: "Booked",
  expired: "Day has passed",
};

export const STATE_NOUNS: Record<BoardState, string> = {
  open: "open request",
  booked: "booked request",
  expired: "request whose day has passed",
};

export const MARK_WORDS: Record<Exclude<Mark, null>, string> = {
  yours: "Yours",
  can_teach: "You can teach it",
  can_do: "You can do it",
  wants_to_learn: "You want to learn it",
  asked: "Your team is asked",
};

/** What a filter that is set says. */
export function filterWords({ filters, choices }: Pick<BoardView, "filters" | "choices">, filter: SetFilter) {
  const named = (things: { id: string; name: string }[], id: string | undefined) =>
    things.find((thing) => thing.id === id)?.name;
  const words: Record<SetFilter, () => string> = {
    help: () => "I could help",
    learn: () => "I want to learn this",
    team: () => `Asks ${named(choices.teams, filters.team) ?? "another team"}`,
    from: () => `From ${named(choices.from, filters.from) ?? "another team"}`,
    system: () =>
      choices.systems.find((system) => system.slug === filters.system)?.name ?? filters.system ?? "",
    discipline: () => (filters.discipline ? DISCIPLINES[filters.discipline] : ""),
    length: () => `${filters.length} minutes or less`,
  };
  return words[filter]();
}

/** `Wednesday 25 November` of a date without a zone. */
export const longDate = (date: string) => formatLongDay(Date.parse(`${date}T12:00Z`), "UTC");

const SMALL = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

/** At the start of a sentence. */
export const countWord = (n: number) => SMALL[n] ?? String(n);

export const plural = (n: number, noun: string) => {
  const [head = "", ...rest] = noun.split(" whose ");
  return n === 1 ? `${n} ${noun}` : `${n} ${[`${head}s`, ...rest].join(" whose ")}`;
};
