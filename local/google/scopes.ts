const BASE = "https://www.googleapis.com/auth/";

/** Google's long names for what OpenID Connect calls `email` and `profile`. */
const LONG_NAMES: Record<string, string> = {
  email: `${BASE}userinfo.email`,
  profile: `${BASE}userinfo.profile`,
};

/** Words for the consent page. https://developers.google.com/workspace/calendar/api/auth */
const WORDS: Record<string, string> = {
  openid: "Know who you are",
  [`${BASE}userinfo.email`]: "See your address",
  [`${BASE}userinfo.profile`]: "See your name and picture",
  [`${BASE}calendar`]: "See, change and share all your calendars",
  [`${BASE}calendar.readonly`]: "See all your calendars",
  [`${BASE}calendar.calendarlist`]: "See and change the list of your calendars",
  [`${BASE}calendar.calendarlist.readonly`]: "See the list of your calendars",
  [`${BASE}calendar.events`]: "See and change events on all your calendars",
  [`${BASE}calendar.events.readonly`]: "See events on all your calendars",
  [`${BASE}calendar.events.owned`]: "See and change events on calendars you own",
  [`${BASE}calendar.events.owned.readonly`]: "See events on calendars you own",
  [`${BASE}calendar.events.freebusy`]: "See when you are free or busy, and on which calendars",
  [`${BASE}calendar.freebusy`]: "See when you are free or busy, never what for",
  [`${BASE}calendar.calendars`]: "See and change the properties of your calendars",
  [`${BASE}calendar.calendars.readonly`]: "See the title and time zone of your calendars",
  [`${BASE}calendar.settings.readonly`]: "See your calendar settings",
};

const SIGN_IN = ["openid", LONG_NAMES.email, LONG_NAMES.profile];

export const longName = (scope: string) => LONG_NAMES[scope] ?? scope;
export const isKnownScope = (scope: string) => longName(scope) in WORDS;
export const wordsFor = (scope: string) => WORDS[scope] ?? scope;
/** Granted by signing in; everything else can be refused one by one. */
export const isSignInScope = (scope: string) => SIGN_IN.includes(scope);

const anyOf = (...names: string[]) => names.map((name) => BASE + name);

/** Which scopes each call accepts, from "Authorization" on its page of Google's reference. */
export const CALLS = {
  "calendarList.read": anyOf(
    "calendar",
    "calendar.readonly",
    "calendar.calendarlist",
    "calendar.calendarlist.readonly",
  ),
  "freebusy.query": anyOf("calendar", "calendar.readonly", "calendar.events.freebusy", "calendar.freebusy"),
  "events.read": anyOf(
    "calendar",
    "calendar.readonly",
    "calendar.events",
    "calendar.events.readonly",
    "calendar.events.owned",
    "calendar.events.owned.readonly",
  ),
  "events.write": anyOf("calendar", "calendar.events", "calendar.events.owned"),
  "events.watch": anyOf(
    "calendar",
    "calendar.readonly",
    "calendar.events",
    "calendar.events.readonly",
    "calendar.events.owned",
    "calendar.events.owned.readonly",
    "calendar.events.freebusy",
  ),
  "channels.stop": anyOf(
    "calendar",
    "calendar.readonly",
    "calendar.calendarlist",
    "calendar.calendarlist.readonly",
    "calendar.events",
    "calendar.events.readonly",
    "calendar.events.owned",
    "calendar.events.owned.readonly",
    "calendar.events.freebusy",
    "calendar.settings.readonly",
  ),
} as const;

export type Call = keyof typeof CALLS;

/** Scopes that reach only calendars a person owns. */
export const OWNED_ONLY = anyOf("calendar.events.owned", "calendar.events.owned.readonly");
