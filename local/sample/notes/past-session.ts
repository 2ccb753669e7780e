import type { Level } from "@/lib/people/schema";
import type { Place } from "@/lib/sessions/schema";
import type { PersonKey } from "../people";
import type { SystemKey } from "../systems";

/** A session that was held, with all it left behind. */
export type PastSession = {
  title: string;
  by: PersonKey;
  partner: PersonKey;
  /** From the day of filling; a day on which one of the two does not work moves further back. */
  daysAgo: number;
  lengthMin: number;
  place: Place;
  systems: SystemKey[];
  /** What was posted: what they were trying to do, and what they wanted to understand. */
  body: string;
  understand: string;
  problem: string;
  process: string;
  solution: string;
  questions: { by: PersonKey; question: string; answer: string }[];
  /** One by each of the two. */
  learnings: Partial<Record<PersonKey, string>>;
  /** What they said afterwards that they can do. */
  confirmed: { person: PersonKey; system: SystemKey; level: Level }[];
  /** Made so by this person, right after it. */
  privateBy?: PersonKey;
  /** Somebody found out later that the note holds no longer. */
  outOfDate?: { by: PersonKey; daysAgo: number; reason: string };
};
