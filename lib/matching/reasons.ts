import { LEVEL_WORDS } from "@/lib/people/schema";
import { formatAge, formatDay, formatDayTime, formatMonth, formatTimeRange } from "@/lib/time/format";
import { DAY_MS, type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import { dateIn } from "@/lib/time/zone";
import { gains, isAble, type Ranked } from "./rank";

/** Two sentences at most, the time apart so that it can stand out: `lead time. rest`. */
export type Reason = { lead: string; time: string; rest: string };

export type Telling = {
  now: EpochMs;
  /** The reader's. */
  zone: string;
  lengthMin: number;
  /** "Bo"; "You" where the reader is the one described. */
  name: string;
  teamName: string | null;
  requesterIsKnown: boolean;
  requesterTeamIsKnown: boolean;
  /** Who the person would sit with: "you", or the requester's name. */
  withName: string;
  /** The best match says it in full: "You and Bo are both free". */
  isFirst: boolean;
  unknownWords: string | null;
  readAt: EpochMs | null;
};

export const sentenceOf = ({ lead, time, rest }: Reason): string =>
  [`${lead}${time === "" ? "" : ` ${time}`}`.trim(), rest]
    .filter((part) => part !== "")
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(" ");

/** Time first, then what they know or want, then the teams. */
export function reasonFor(match: Ranked, telling: Telling): Reason {
  if (!match.isKnown) return unknownReason(match, telling);
  const start = match.times.at(0);
  const rest = restOf(match, telling);
  if (start === undefined) return { lead: rest, time: "", rest: "" };
  return { lead: leadOf(telling), time: whenWords(start, telling), rest };
}

function leadOf({ name, withName, isFirst, requesterIsKnown }: Telling): string {
  if (!requesterIsKnown)
    return withName === "you"
      ? `In your working hours ${name} is free`
      : `In the working hours of ${withName} you are free`;
  if (!isFirst) return "Both free";
  return withName === "you" ? `You and ${name} are both free` : `You and ${withName} are both free`;
}

/** `Tue 14:00–14:50`; with the date where the weekday alone would be read as another one. */
function whenWords(start: EpochMs, { now, zone, lengthMin }: Telling): string {
  const range = formatTimeRange(start, start + lengthMin * MINUTE_MS, zone);
  if (start - now < 6 * DAY_MS) return `${formatDayTime(start, zone).slice(0, 3)} ${range}`;
  return `${formatDay(start, zone)} ${range}`;
}

function restOf(match: Ranked, telling: Telling): string {
  const { text, isLong } = knowledgeClause(match, telling);
  if (match.isNamed) return `${namedWords(telling)}, and ${inSentence(text)}.`;
  const second = isLong ? null : (teamClause(match, telling) ?? loadClause(match, telling));
  if (second === null) return `${text}.`;
  return second.startsWith("and ") ? `${text}, ${second}.` : `${text}; ${second}.`;
}

const namedWords = ({ name, withName }: Telling): string =>
  name === "You" ? `${withName} has you in mind` : `You have ${name} in mind`;

/** Within a sentence; names keep their capitals. */
const inSentence = (text: string): string => text.replace(/^(You|Only)\b/, (word) => word.toLowerCase());

/** What they know or want, and what pairing with them changes. */
function knowledgeClause({ systems }: Ranked, { name, withName, teamName }: Telling) {
  const own = name === "You";
  const teaches = systems.filter(({ knowledge }) => knowledge?.level === "can_teach");
  const does = systems.filter(({ knowledge }) => isAble(knowledge));
  const alone = does.find((system) => system.ableCount === 1 && gains(system));
  if (alone)
    return {
      text: `Only ${own ? "you" : name} can do ${alone.name}: pairing makes ${withName} the second who can`,
      isLong: true,
    };
  if (teaches.length > 0) return { text: `${name} can teach ${names(teaches)}`, isLong: false };
  if (does.length > 0) return { text: `${name} can do ${names(does)}`, isLong: false };
  const wanted = systems.filter(({ knowledge }) => knowledge?.wantsToLearn);
  const wants = wanted.find(gains) ?? wanted[0];
  if (wants) {
    const wish = `${name} want${own ? "" : "s"} to learn ${wants.name}`;
    if (wants.ableCount === 0) return { text: `${wish}, which nobody can do yet`, isLong: true };
    if (!gains(wants)) return { text: `${wish} too`, isLong: false };
    return {
      text: `${wish}: pairing makes ${own ? "you" : name} the ${ordinal(wants.ableCount + 1)} person who can`,
      isLong: true,
    };
  }
  const follows = systems.filter(({ knowledge }) => knowledge?.level === "can_follow");
  if (follows.length > 0) return { text: `${name} can follow ${names(follows)}`, isLong: false };
  return { text: `${name} ${own ? "are" : "is"} on ${teamName ?? "no team yet"}`, isLong: false };
}

/** A clause worth saying only when it has been a while. */
function teamClause(
  { sameTeam, teamsPairedAt, peoplePairedAt, recentSessions, maxPerWeek }: Ranked,
  telling: Telling,
): string | null {
  const { now, zone, withName, requesterTeamIsKnown, teamName } = telling;
  if (!sameTeam && requesterTeamIsKnown && teamName !== null) {
    if (teamsPairedAt === null) return "your teams have never paired";
    if (now - teamsPairedAt > 28 * DAY_MS)
      return `your teams have not paired since ${monthWords(teamsPairedAt, now, zone)}`;
  }
  if (peoplePairedAt === null && recentSessions <= 2 * maxPerWeek)
    return withName === "you" ? "you two have not paired before" : "you have not paired before";
  return null;
}

/** Said where it is a reason against: whoever had more in four weeks than they take in one. */
function loadClause({ recentSessions, maxPerWeek }: Ranked, { name }: Telling): string | null {
  if (recentSessions <= maxPerWeek) return null;
  const sessions = recentSessions === 1 ? "one session" : `${numberWord(recentSessions)} sessions`;
  return `and ${name === "You" ? "have" : "has"} had ${sessions} in four weeks already`;
}

function unknownReason(match: Ranked, telling: Telling): Reason {
  const { unknownWords, readAt, now } = telling;
  const age = readAt === null ? "" : `, last read ${formatAge(readAt, now)}`;
  const { text } = knowledgeClause(match, telling);
  const lead = match.isNamed ? `${namedWords(telling)}, and ${inSentence(text)}` : text;
  return { lead, time: "", rest: `The calendar cannot be read: ${unknownWords}${age}.` };
}

/** "can teach", "wants to learn": for one line about a person at a time. */
export function knowsWords({ systems }: Pick<Ranked, "systems">): string {
  const levels = systems.flatMap(({ knowledge }) => (knowledge ? [knowledge.level] : []));
  for (const level of ["can_teach", "can_do"] as const) if (levels.includes(level)) return LEVEL_WORDS[level];
  if (systems.some(({ knowledge }) => knowledge?.wantsToLearn)) return "wants to learn";
  return levels.includes("can_follow") ? LEVEL_WORDS.can_follow : "";
}

const names = (systems: readonly { name: string }[]): string => joined(systems.map(({ name }) => name));

/** `Bo`, `Bo and Hana`, `Bo, Hana and Sam`. */
export const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const numberWord = (n: number): string => NUMBERS[n] ?? String(n);

const ORDINALS = [
  "",
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];
function ordinal(n: number): string {
  const word = ORDINALS[n];
  if (word) return word;
  const last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;
  return `${n}${["th", "st", "nd", "rd"][last] ?? "th"}`;
}

/** `August`; with the year where this year's August would be another one. */
function monthWords(at: EpochMs, now: EpochMs, zone: string): string {
  const [day, month, year] = partsOf(at, zone);
  const name = formatMonth(at, zone);
  const [, nowMonth, nowYear] = partsOf(now, zone);
  const monthsAgo = ((nowYear ?? 0) - (year ?? 0)) * 12 + (nowMonth ?? 0) - (month ?? 0);
  if (monthsAgo === 0) return `${day} ${name}`;
  return monthsAgo < 12 ? name : `${name} ${year}`;
}

const partsOf = (at: EpochMs, zone: string): number[] => dateIn(at, zone).split("-").map(Number).reverse();

/** First names; whole ones where two share a first name. */
export function shortNames(people: readonly { id: string; name: string }[]): Map<string, string> {
  const first = (name: string) => name.trim().split(/\s+/)[0] ?? name;
  const count = new Map<string, number>();
  for (const { name } of people) count.set(first(name), (count.get(first(name)) ?? 0) + 1);
  return new Map(people.map(({ id, name }) => [id, count.get(first(name)) === 1 ? first(name) : name]));
}
