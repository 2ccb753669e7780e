import * as z from "zod/mini";
import { calendarDate, flag, id, line, list, optionalLine, wholeNumber, zoneName } from "../input";
import { DAY_MS } from "../time/instant";

/** The kinds of work a team does. */
export const DISCIPLINES = {
  dev: "Development",
  ops: "Operations",
  mobile: "Mobile",
  web: "Web",
  data: "Data",
  security: "Security",
  support: "Support",
  sales: "Sales",
  marketing: "Marketing",
} as const;

export type Discipline = keyof typeof DISCIPLINES;

export const LEVELS = ["new", "can_follow", "can_do", "can_teach"] as const;
export type Level = (typeof LEVELS)[number];

/** As the person says it of themselves and others read it. */
export const LEVEL_WORDS: Record<Level, string> = {
  new: "new to it",
  can_follow: "can follow",
  can_do: "can do",
  can_teach: "can teach",
};

const wall = z
  .string("Choose a time.")
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "That is not a time of day."));
const wallEnd = z
  .string("Choose a time.")
  .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "That is not a time of day."));

/** Hours on one day; `to` earlier than `from` means the next day. */
const WallRange = z
  .object({ from: wall, to: wallEnd })
  .check(z.refine((range) => range.from !== range.to, "These hours are empty: both ends are the same."));

export const WorkingHours = z
  .array(z.object({ weekday: wholeNumber("The weekday", { min: 1, max: 7 }), from: wall, to: wallEnd }))
  .check(
    z.maxLength(42, "That is more than six ranges a day."),
    z.refine(
      (hours) => hours.every((range) => range.from !== range.to),
      "A range is empty: both its ends are the same.",
    ),
    z.refine(
      (hours) => new Set(hours.map((range) => `${range.weekday} ${range.from}`)).size === hours.length,
      "Two ranges of a day begin at the same time.",
    ),
  );
export type WorkingHours = z.output<typeof WorkingHours>;

export const DEFAULT_HOURS: WorkingHours = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: "09:00",
  to: "17:30",
}));

/** What a person says they can do with a system, and whether they want to learn it. */
const Familiarity = z.object({
  systemId: id("system"),
  level: z.enum(LEVELS, "Choose how well you know it."),
  wantsToLearn: flag,
});

const TeamInput = z.object({
  name: line("The team's name", 60),
  discipline: z.enum(Object.keys(DISCIPLINES) as [Discipline, ...Discipline[]], "Choose what the team does."),
});

const SystemInput = z.object({
  name: line("The system's name", 60),
  description: optionalLine("The description", 200),
  teamId: z.optional(z.nullable(id("team"))),
});

/** The first page a person fills in. */
export const Welcome = z.object({
  teamId: id("team"),
  zone: zoneName,
  hours: WorkingHours,
  familiarities: z._default(list(Familiarity, "Systems", 200), []),
});

/** One notice, or with no id all of them. */
export const ReadNotices = z.object({ id: z.optional(id("notice")) });

/** What a person may do without by mail, with what belongs to it. */
export const MAIL_CHOICES = {
  offers: {
    label: "Offers and answers",
    hint: "Somebody offers to pair with you, says “not now”, or comes after all.",
  },
  google: {
    label: "Changes in Google Calendar",
    hint: "A session was moved or deleted there, does not fit any more, or your calendar has to be connected again.",
  },
  invitations: {
    label: "Invitations from Deskside",
    hint: "With a calendar entry, where the requester has no calendar connected. Otherwise Google invites you.",
  },
  reminder: { label: "Reminder", hint: "24 hours before a session." },
  write_note: {
    label: "Write the note",
    hint: "At 9:00 the morning after a session, if you have not written what you took away.",
  },
  week: {
    label: "What was learned this week",
    hint: "On Monday morning, what others took away from sessions on systems you know or want to learn. Off until you ask for it.",
  },
} as const;

export type MailChoice = keyof typeof MAIL_CHOICES;

/** The choices a person wants; the others are switched off. */
export const MailInput = z.object({
  wanted: list(
    z.enum(Object.keys(MAIL_CHOICES) as [MailChoice, ...MailChoice[]], "There is no such mail."),
    "Mail",
    20,
  ),
});

export type NoticeView = {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  /** A path in the app. */
  readonly href: string;
  /** Epoch milliseconds. */
  readonly readAt: number | null;
  readonly createdAt: number;
};

export const ProfileInput = z.object({ name: line("Your name", 80), teamId: id("team"), zone: zoneName });

export const HoursInput = z.object({ hours: WorkingHours });

/** The longest absence entered at once. */
const MOST_DAYS = 92;

/** The same hours on every date from `from` to `to`; none is time off. */
export const OverrideInput = z
  .object({
    from: calendarDate("The first day"),
    to: calendarDate("The last day"),
    hours: z._default(list(WallRange, "Ranges a day", 6), []),
    reason: optionalLine("The reason", 80),
  })
  .check(
    z.refine((dates) => dates.from <= dates.to, {
      message: "The last day is before the first.",
      path: ["to"],
    }),
    z.refine((dates) => Date.parse(dates.to) - Date.parse(dates.from) < MOST_DAYS * DAY_MS, {
      message: `${MOST_DAYS} days at once at most.`,
      path: ["to"],
    }),
  );

/** One date, or all from `date` to `to`. */
export const OverrideDates = z.object({
  date: calendarDate("The date"),
  to: z.optional(calendarDate("The last day")),
});

export const MatchingInput = z.object({
  bufferMin: wholeNumber("The buffer", { min: 0, max: 120, step: 5 }),
  noticeMin: wholeNumber("The notice", { min: 0, max: 20_160, step: 15 }),
  maxPerWeek: wholeNumber("Most a week", { min: 0, max: 50 }),
  paused: flag,
});

export const FamiliaritiesInput = z.object({ familiarities: list(Familiarity, "Systems", 200) });

export const OnePerson = z.object({ personId: id("person") });

const NOT_SEARCHABLE = /\p{Cc}|\p{Surrogate}/gu;

const searched = z.pipe(
  z.string(),
  z.transform((text) => text.replace(NOT_SEARCHABLE, " ").trim().slice(0, 100)),
);

export const FindPeople = z.object({
  q: z._default(searched, ""),
  teamId: z.optional(z.string()),
  /** Of a system that they know or want to learn. */
  systemSlug: z.optional(searched),
});

export const OneTeam = z.object({ id: id("team") });
export const OneSystem = z.object({ id: id("system") });
export const TeamChange = z.extend(TeamInput, { id: z.optional(id("team")) });
export const SystemChange = z.extend(SystemInput, { id: z.optional(id("system")) });
export const PersonChange = z.object({
  personId: id("person"),
  teamId: z.nullable(id("team")),
  isAdmin: flag,
});

/** The columns of an import, in the order of its first line. */
export const IMPORT_COLUMNS = ["name", "email", "team", "zone"] as const;
export const MOST_IMPORTED = 5_000;

export const ImportInput = z.object({
  csv: z
    .string("Paste or choose a file.")
    .check(
      z.minLength(1, "Paste or choose a file."),
      z.maxLength(1_000_000, "The file is larger than 1 MB."),
    ),
  /** Take the lines that are good and leave the others out. */
  onlyGood: flag,
});

export type ImportReport = {
  /** Whether anything was stored. */
  done: boolean;
  added: number;
  changed: number;
  good: number;
  /** By the line's number in the file; the first line is 1. */
  bad: { line: number; text: string; problem: string }[];
};
