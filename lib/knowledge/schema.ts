import * as z from "zod/mini";
import type { NoteOnSystem } from "../notes/schema";
import type { Level } from "../people/schema";
import type { EpochMs } from "../time/instant";

export const RISKS = ["nobody", "only_one", "several"] as const;
export type Risk = (typeof RISKS)[number];

/** How many people can do it: the level `can do` or `can teach`, and still working here. */
export type Verdict =
  | { readonly risk: "nobody" }
  | { readonly risk: "only_one"; readonly name: string }
  | { readonly risk: "several"; readonly people: number };

/** The filter of the page; what names nothing is no filter. */
export const ListSystems = z.object({ risk: z.catch(z.optional(z.enum(RISKS)), undefined) });

export const SystemSlug = z.object({
  slug: z
    .string("There is no such system.")
    .check(z.regex(/^[^\p{Cc}\p{Surrogate}]{0,100}$/u, "There is no such system.")),
});

type SystemTeam = { readonly id: string; readonly name: string; readonly discipline: string };

export type SystemRow = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  /** The team that keeps it. */
  readonly team: SystemTeam | null;
  readonly verdict: Verdict;
  readonly canTeach: number;
  readonly wantToLearn: number;
  readonly notes: number;
  readonly openRequests: number;
};

export type SystemList = {
  readonly risk: Risk | undefined;
  readonly rows: readonly SystemRow[];
  /** Of all systems, whatever the filter. */
  readonly counts: Readonly<Record<Risk, number>>;
};

export type Knower = {
  readonly id: string;
  readonly name: string;
  readonly teamName: string | null;
  readonly discipline: string;
  readonly level: Level;
  readonly wantsToLearn: boolean;
  readonly confirmedAt: EpochMs;
};

type OpenRequest = {
  readonly id: string;
  readonly title: string;
  readonly lengthMin: number;
  readonly neededByAt: EpochMs;
  /** The requester's, IANA: the needed-by day is theirs. */
  readonly zone: string;
  readonly teamName: string | null;
  readonly discipline: string;
};

export type SystemView = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly team: SystemTeam | null;
  readonly verdict: Verdict;
  readonly canTeach: readonly Knower[];
  readonly canDo: readonly Knower[];
  readonly canFollow: readonly Knower[];
  readonly wantToLearn: readonly Knower[];
  /** Somebody who can, and somebody who wants to; null where either is missing. */
  readonly pairing: {
    readonly teacher: Knower;
    readonly learner: Knower;
    readonly mine: "teacher" | "learner" | null;
  } | null;
  readonly notes: readonly NoteOnSystem[];
  readonly notesTotal: number;
  readonly requests: readonly OpenRequest[];
  readonly mine: { readonly level: Level; readonly wantsToLearn: boolean };
};

/** What a thing found anywhere is. */
export type FoundThing = {
  readonly kind: "system" | "person" | "note" | "request";
  readonly title: string;
  /** A path in the app. */
  readonly href: string;
  readonly detail: string;
};

const NOT_SEARCHABLE = /\p{Cc}|\p{Surrogate}/gu;

export const FindAnything = z.object({
  q: z.catch(
    z.pipe(
      z._default(z.string(), ""),
      z.transform((text) => text.replace(NOT_SEARCHABLE, " ").trim().slice(0, 100)),
    ),
    "",
  ),
});
