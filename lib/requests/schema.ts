import * as z from "zod/mini";
import { calendarDate, flag, id, line, list, prose, wholeNumber } from "../input";
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

/** What may be asked of a booked request too: its event's text follows. */
const texts = {
  title: line("The title", 120),
  body: prose("What you are trying to do", 10_000),
  understand: prose("What you want to understand", 4000),
  bring: prose("What you bring", 4000),
  observers: flag,
};

const lengthMin = wholeNumber("The length", { min: 5, max: 480, step: 5 });
const place = z.enum(PLACES, "Choose where.");
const neededBy = calendarDate("Needed by");
const teamIds = list(id("team"), "Teams", 20);
const systemIds = list(id("system"), "Systems", 20);

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
});

/** `version` is the one that was read. What is left out stays. */
export const EditRequest = z.object({
  id: id("request"),
  version: wholeNumber("The version", { min: 1, max: 1_000_000 }),
  ...texts,
  lengthMin: z.optional(lengthMin),
  place: z.optional(place),
  neededBy: z.optional(neededBy),
  teamIds: z.optional(teamIds),
  systemIds: z.optional(systemIds),
});

export const RequestId = z.object({ id: id("request") });

export const ReviveRequest = z.object({ id: id("request"), neededBy });

export type RequestState = "open" | "booked" | "done" | "withdrawn" | "expired";

export type TeamRef = { id: string; name: string; discipline: string };
export type SystemRef = { id: string; name: string; slug: string };

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
  needs: { id: string; teamIds: string[] }[];
  /** The live session, or the one that was held. */
  sessionId: string | null;
};
