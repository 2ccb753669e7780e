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
 * who can do nothing yet, what they want to learn; of somebody who said nothing, nothing.
 */
export function canDoWords(knowledge: readonly Known[]): string {
  const namesAt = (level: Level) =>
    knowledge.filter((known) => known.level === level).map(({ name }) => name);
  const taught = namesAt("can_teach");
  const done = namesAt("can_do");
  const rest = taught.length + done.length - MOST_NAMED;
  const parts = [
    worded("can teach", taught.slice(0, MOST_NAMED)),
    worded("can do", done.slice(0, Math.max(0, MOST_NAMED - taught.length))),
  ].filter((part) => part !== "");
  if (parts.length === 0) return wishWords(knowledge);
  return capitalised(`${parts.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`);
}

function wishWords(knowledge: readonly Known[]): string {
  const wishes = knowledge.filter(({ wantsToLearn }) => wantsToLearn).map(({ name }) => name);
  const rest = wishes.length - MOST_NAMED;
  return capitalised(
    worded("wants to learn", wishes.slice(0, MOST_NAMED)) + (rest > 0 ? ` and ${rest} more` : ""),
  );
}

const worded = (verb: string, names: readonly string[]) =>
  names.length === 0 ? "" : `${verb} ${names.join(", ")}`;

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
