import type { Level } from "@/lib/people/schema";

/** What somebody said of themselves and one system. */
export type Known = {
  readonly systemId: string;
  readonly name: string;
  readonly slug: string;
  readonly level: Level;
  readonly wantsToLearn: boolean;
};

const MOST_NAMED = 3;

/**
 * One line of what a person can do, the strongest first: "Can teach Cassandra, can do Kafka and 3 more". Of somebody
 * who can do nothing yet, what they want to learn, else what they can follow; of somebody who said nothing, nothing.
 */
export function canDoWords(knowledge: readonly Known[]): string {
  const namesWhere = (holds: (known: Known) => boolean) => knowledge.filter(holds).map(({ name }) => name);
  const taught = namesWhere(({ level }) => level === "can_teach");
  const done = namesWhere(({ level }) => level === "can_do");
  const wished = namesWhere(({ wantsToLearn }) => wantsToLearn);
  if (taught.length + done.length === 0)
    return wished.length > 0
      ? listed("Wants to learn", wished)
      : listed(
          "Can follow",
          namesWhere(({ level }) => level === "can_follow"),
        );
  if (taught.length >= MOST_NAMED || done.length === 0) return listed("Can teach", taught, done.length);
  if (taught.length === 0) return listed("Can do", done);
  return `Can teach ${taught.join(", ")}, ${listed("can do", done, 0, MOST_NAMED - taught.length)}`;
}

/** `others`: how many more there are beside these names. */
function listed(verb: string, names: readonly string[], others = 0, most = MOST_NAMED): string {
  if (names.length === 0) return "";
  const rest = Math.max(0, names.length - most) + others;
  return `${verb} ${names.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
