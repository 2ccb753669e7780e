import * as z from "zod/mini";
import { id } from "../input";
import type { NoteOnSystem } from "../notes/schema";
import { DISCIPLINES, type Discipline, type Level } from "../people/schema";
import type { EpochMs } from "../time/instant";
import type { Interval } from "../time/interval";

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

/** How many there are of each kind, however many are listed. */
export type KnowerTotals = Readonly<Record<"canTeach" | "canDo" | "canFollow" | "wantToLearn", number>>;

/** Somebody who can, and somebody who wants to. */
export type Pairing = {
  readonly teacher: Knower;
  readonly learner: Knower;
  /** Which of them the reader is. */
  readonly mine: "teacher" | "learner" | null;
  /** When both are first free; null where a calendar is unknown. */
  readonly at: EpochMs | null;
};

export const AskToLearn = z.object({
  key: z.string("Load the page again.").check(z.guid("Load the page again.")),
  slug: SystemSlug.shape.slug,
  personId: id("person"),
});

/** `key`: made once for the page, so that two clicks are one. */
const key = AskToLearn.shape.key;

export const SuggestToBoth = z.object({
  key,
  slug: SystemSlug.shape.slug,
  teacherId: id("person"),
  learnerId: id("person"),
});
export const TakeBack = z.object({ key });

/** What could be suggested to two people of two teams. */
export type WallSuggestion = {
  readonly pairing:
    | (Pairing & { readonly system: { readonly id: string; readonly name: string; readonly slug: string } })
    | null;
  /** Where there is nobody else: when two of them were told. */
  readonly toldAt: EpochMs | null;
};

export type SystemView = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly team: SystemTeam | null;
  readonly verdict: Verdict;
  readonly totals: KnowerTotals;
  /** The first of each kind by name. */
  readonly canTeach: readonly Knower[];
  readonly canDo: readonly Knower[];
  readonly canFollow: readonly Knower[];
  readonly wantToLearn: readonly Knower[];
  readonly pairing: Pairing | null;
  /** How many could do it at the end of the last quarter in which that was not as it is now, and its last day. */
  readonly before: { readonly people: number; readonly date: string } | null;
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

/** How far back the walls can be looked at, in weeks. */
export const WALL_WEEKS = [4, 13, 26, 52] as const;
export type WallWeeks = (typeof WALL_WEEKS)[number];

/** The walls as they stand in an address; what names nothing is left out. */
export const ViewWalls = z.object({
  weeks: z.catch(
    z.pipe(
      z.pipe(
        z.unknown(),
        z.transform((value) => Number(value)),
      ),
      z.literal([...WALL_WEEKS]),
    ),
    26,
  ),
  discipline: z.catch(
    z.optional(z.enum(Object.keys(DISCIPLINES) as [Discipline, ...Discipline[]])),
    undefined,
  ),
  /** The pair looked at: who asks, who is asked. */
  from: z.catch(z.optional(id("team")), undefined),
  to: z.catch(z.optional(id("team")), undefined),
  view: z.catch(z.enum(["picture", "table"]), "picture"),
});

/** `wall`: many asked, almost none sat down. `one_way`: they sit down, and it is always the same team that asks. */
export type PairVerdict = "wall" | "one_way" | "open";

export type WallTeam = { readonly id: string; readonly name: string; readonly discipline: string };

/** One team asking another. */
export type TeamPair = {
  readonly from: WallTeam;
  readonly to: WallTeam;
  /** Sessions that took place. */
  readonly held: number;
  /** Requests whose day passed while nobody sat down. */
  readonly unanswered: number;
  readonly verdict: PairVerdict;
  /** What fell into which stretch of time, 0 being the earliest; of stretches without any there is none. */
  readonly counts: readonly (readonly [stretch: number, held: number, unanswered: number])[];
};

export type WallsView = {
  readonly weeks: WallWeeks;
  readonly window: Interval;
  /** How many stretches the time is cut into, and how long each is. */
  readonly stretches: number;
  readonly stretchWeeks: number;
  readonly discipline: Discipline | undefined;
  /** Those that teams here have. */
  readonly disciplines: readonly Discipline[];
  readonly view: "picture" | "table";
  /** Rows and columns of the picture. */
  readonly teams: readonly WallTeam[];
  /** Teams with traffic that there is no room for. */
  readonly teamsLeftOut: number;
  /** Whether the company has two teams at all. */
  readonly hasTeams: boolean;
  /** Every pair with traffic, walls first. */
  readonly pairs: readonly TeamPair[];
  readonly chosen: {
    readonly there: TeamPair;
    readonly back: TeamPair;
    /** Whoever asked; null: never. */
    readonly lastHeldAt: EpochMs | null;
    /** The latest requests that found nobody. */
    readonly unanswered: readonly { readonly id: string; readonly title: string }[];
    /** How many want to learn what somebody of the other team can do. */
    readonly learners: {
      readonly from: number;
      readonly to: number;
      readonly systems: readonly { readonly name: string; readonly slug: string }[];
    };
    readonly suggestion: WallSuggestion;
  } | null;
};

export const MAP_SORTS = ["risk", "name"] as const;
type MapSort = (typeof MAP_SORTS)[number];

/** Teams side by side on a map. */
export const MOST_MAP_TEAMS = 6;

/** The map as it stands in an address. */
export const ViewMap = z.object({
  team: z.pipe(
    z._default(z.unknown(), []),
    z.transform((value) =>
      [value]
        .flat()
        .filter((one): one is string => typeof one === "string" && z.safeParse(id("team"), one).success)
        .slice(0, MOST_MAP_TEAMS),
    ),
  ),
  sort: z.catch(z.enum(MAP_SORTS), "risk"),
  /** The last day of the quarter to compare with, `YYYY-MM-DD`. */
  since: z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))), undefined),
});

export type MapPerson = { readonly id: string; readonly name: string };
type MapTeam = WallTeam & { readonly people: readonly MapPerson[] };
export type MapCell = { readonly level: Level; readonly wantsToLearn: boolean };

export type MapRow = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** Of everybody who works here, not only of the teams shown. */
  readonly verdict: Verdict;
  /** How many could do it at the end of each quarter of `quarters`, and now. */
  readonly counts: readonly number[];
  /** By person; people who said nothing have none. */
  readonly cells: Readonly<Record<string, MapCell>>;
};

export type MapView = {
  readonly sort: MapSort;
  readonly allTeams: readonly WallTeam[];
  readonly teams: readonly MapTeam[];
  /** People of these teams that there is no room for. */
  readonly peopleLeftOut: number;
  readonly rows: readonly MapRow[];
  /** Last days of the quarters of which anything is known, earliest first. */
  readonly quarters: readonly string[];
  /** Which of them `counts` is compared with; -1 where nothing is known yet. */
  readonly since: number;
  /** People on the map who want to learn something that nobody or only one can do. */
  readonly couldLearn: number;
};
