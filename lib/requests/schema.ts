import * as z from "zod/mini";
import { calendarDate, id, line, list, prose, wholeNumber } from "../input";
import { DISCIPLINES, type Discipline, type Level } from "../people/schema";
import type { EpochMs } from "../time/instant";

export const PLACES = ["video", "my_desk", "your_desk", "either"] as const;
export type Place = (typeof PLACES)[number];

/** For everybody who reads the request. */
export const PLACE_WORDS: Record<Place, string> = {
  video: "Video",
  my_desk: "At the requester's desk",
  your_desk: "At the partner's desk",
  either: "Video or a desk",
};

/** For the requester, who chooses. */
export const PLACE_CHOICES: Record<Place, string> = {
  video: "Video",
  my_desk: "My desk",
  your_desk: "Theirs",
  either: "Either",
};

export const LENGTHS_MIN = [25, 50, 80] as const;
export const DEFAULT_LENGTH_MIN = 50;

/** People who may watch, at most. */
export const MOST_OBSERVERS = 3;

/** How many may watch. A form that was opened when it was yes or no still says so: `on` is one. */
const observers = z.pipe(
  z.pipe(
    z._default(z.unknown(), 0),
    z.transform((value) => {
      if (value === "on" || value === "true" || value === true) return 1;
      return value === "" || value === "false" || value === false ? 0 : value;
    }),
  ),
  wholeNumber("How many may watch", { min: 0, max: MOST_OBSERVERS }),
);

/** What may be asked of a booked request too: its event's text follows. */
const texts = {
  title: line("The title", 120),
  body: prose("What you are trying to do", 10_000),
  understand: prose("What you want to understand", 4000),
  bring: prose("What you bring", 4000),
  observers,
};

const lengthMin = wholeNumber("The length", { min: 5, max: 480, step: 5 });
const place = z.enum(PLACES, "Choose where.");
const neededBy = calendarDate("Needed by");
/** Needed-by may be this many days after today. */
export const FARTHEST_DAYS = 366;
/** How long, where and by when: each may be left out. */
export const RequestFrame = {
  lengthMin: z.optional(lengthMin),
  place: z.optional(place),
  neededBy: z.optional(neededBy),
};
const teamIds = list(id("team"), "Teams", 20);
const systemIds = list(id("system"), "Systems", 20);
/** Who is tried first; an empty text is nobody. */
const personId = z.nullish(
  z.union([
    z.pipe(
      z.literal(""),
      z.transform(() => null),
    ),
    id("person"),
  ]),
);

/** People who sit down together with the requester, at most. */
export const MOST_NEEDS = 4;

/** A further seat beside the first: "and one more from ...". */
const more = list(z.object({ teamIds, personId }), "People", MOST_NEEDS - 1);

/** `key` is made once per form, so that the same form sent twice is one request. */
export const PostRequest = z.object({
  key: z.string("Load the page again.").check(z.guid("Load the page again.")),
  ...texts,
  lengthMin,
  place: z._default(place, "video"),
  /** Day in the requester's zone; left out: in a week. */
  neededBy: z.optional(neededBy),
  teamIds,
  systemIds,
  personId,
  more,
});

/** `version` is the one that was read. What is left out stays. */
export const EditRequest = z.object({
  id: id("request"),
  version: wholeNumber("The version", { min: 1, max: 1_000_000 }),
  ...texts,
  ...RequestFrame,
  // A missing list would default to an empty one: `nonoptional` hides that default.
  teamIds: z.optional(z.nonoptional(teamIds)),
  systemIds: z.optional(z.nonoptional(systemIds)),
  personId,
  more: z.optional(z.nonoptional(more)),
});

export const RequestId = z.object({ id: id("request") });

export const ReviveRequest = z.object({ id: id("request"), neededBy });

export const BOARD_STATES = ["open", "booked", "expired"] as const;
export type BoardState = (typeof BOARD_STATES)[number];

const choice = <T extends string>(values: readonly [T, ...T[]]) =>
  z.catch(z.optional(z.enum(values)), undefined);
const someId = z.catch(z.optional(z.guid()), undefined);
const yes = z.catch(
  z.pipe(
    z.optional(z.string()),
    z.transform((value) => value === "1"),
  ),
  false,
);

/**
 * The filters of the board as they stand in its address. A value that names nothing is no filter: old links and typing
 * errors show the board and not an error.
 */
export const BoardFilters = z.object({
  help: yes,
  learn: yes,
  /** Asked. */
  team: someId,
  /** The requester's. */
  from: someId,
  system: z.catch(z.optional(z.string().check(z.maxLength(100))), undefined),
  discipline: choice(Object.keys(DISCIPLINES) as [Discipline, ...Discipline[]]),
  length: choice(["25", "50", "80"]),
  state: z.catch(z._default(z.enum(BOARD_STATES), "open"), "open"),
  sort: z.catch(z._default(z.enum(["needed-by", "newest"]), "needed-by"), "needed-by"),
});
export type BoardFilters = z.output<typeof BoardFilters>;

/** What the actor has to do with a request, the strongest first. */
export type Mark = "yours" | "can_teach" | "can_do" | "wants_to_learn" | "asked" | null;

export type BoardRow = Pick<
  RequestView,
  | "id"
  | "title"
  | "lengthMin"
  | "neededByAt"
  | "neededBy"
  | "place"
  | "state"
  | "createdAt"
  | "teams"
  | "systems"
> & {
  requester: Omit<RequestView["requester"], "email">;
  observersWelcome: boolean;
  /** Seats beside the requester's: names of the teams asked for each, and whether somebody has it. */
  needs: { teams: string[]; isTaken: boolean }[];
  /** When the session takes place whose seat is free again; null where there is none, or it is not the viewer's to see. */
  freeSeatAt: EpochMs | null;
  mark: Mark;
  /** The system that the mark is about, where it is about one. */
  markSystem: string | null;
  couldHelp: boolean;
  wantsToLearn: boolean;
};

/** A filter that is set, by the name it has in the address. */
export type SetFilter = Exclude<keyof BoardFilters, "state" | "sort">;

export type BoardView = {
  filters: BoardFilters;
  /** The viewer's, IANA, and the date there. */
  zone: string;
  today: string;
  rows: BoardRow[];
  /** In this state, before the other filters. */
  total: number;
  /** How many would be left with this filter on as well. */
  counts: { help: number; learn: number };
  /** What the filters can be set to: only what some request of this state has. */
  choices: { teams: TeamRef[]; from: TeamRef[]; systems: SystemRef[]; disciplines: Discipline[] };
  /** For each filter that is set, how many would fit without it. */
  without: { filter: SetFilter; rows: number }[];
};

/** Who could come and when, for each open request on the board by its id. */
export type BoardSummary = {
  at: EpochMs;
  requests: Record<
    string,
    { people: number; atLeast?: true; only?: string; earliest: EpochMs | null; mine?: EpochMs | null }
  >;
};

/** Whom a request for these could name. */
export const ListCandidates = z.object({ teamIds, systemIds });
export type Candidate = { id: string; name: string; teamName: string | null };

/** As an address has it; what names nobody is nobody. */
export const FindCandidate = z.object({ personId: z.catch(z.optional(id("person")), undefined) });

/** What the helpers beside the form are counted for. */
export const CountHelpers = z.object({ teamIds, systemIds });

export type HelperCount = {
  people: number;
  /** The name, if it is one person alone. */
  only?: string;
  /** Of `people`, those whose level is `can teach`. */
  canTeach: number;
};

export type MyFamiliarity = { system: string; level: Level; wantsToLearn: boolean };

export type RequestState = "open" | "booked" | "done" | "withdrawn" | "expired";

export type TeamRef = { id: string; name: string; discipline: string };
export type SystemRef = { id: string; name: string; slug: string };

export type NeedView = {
  id: string;
  /** None: whoever knows the systems. */
  teamIds: string[];
  /** Who is tried first. */
  person: { id: string; name: string } | null;
  /** Whether somebody has the seat, in a session that is ahead. */
  isTaken: boolean;
};

export type RequestView = {
  id: string;
  title: string;
  /** Markdown, as are `understand` and `bring`. */
  body: string;
  understand: string;
  bring: string;
  lengthMin: number;
  /** The end of the needed-by day in the requester's zone: the first instant that is too late. */
  neededByAt: EpochMs;
  /** That day, `YYYY-MM-DD` in the requester's zone. */
  neededBy: string;
  place: Place;
  observersMax: number;
  state: RequestState;
  version: number;
  createdAt: EpochMs;
  /** The team is the one the requester had when posting. */
  requester: {
    id: string;
    name: string;
    email: string;
    zone: string;
    teamId: string | null;
    teamName: string | null;
    discipline: string | null;
  };
  /** Asked, by any of its needs. None: whoever knows the systems. */
  teams: TeamRef[];
  systems: SystemRef[];
  /** One for each seat beside the requester's. */
  needs: NeedView[];
  /** The live session, or the one that was held. */
  sessionId: string | null;
};
