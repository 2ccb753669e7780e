import type { WeeklyHours } from "@/lib/availability/availability";
import type { Level } from "@/lib/people/schema";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, WEEK_MS } from "@/lib/time/instant";
import { chance } from "@/tests/measure/random";

export const YEAR_START: EpochMs = Date.parse("2027-01-04T00:00Z");

const TEAM_SIZE = 10;
const SYSTEMS_A_TEAM = 2;
const ZONES = ["Europe/Berlin", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata"];
const WEEKS: WeeklyHours[] = [
  [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:30" }],
  [
    { days: [1, 2, 3, 4, 5], from: "08:30", to: "12:00" },
    { days: [1, 2, 3, 4, 5], from: "13:00", to: "17:30" },
  ],
  [{ days: [1, 2, 3, 4], from: "10:00", to: "19:00" }],
];

export type Worker = {
  index: number;
  id: string;
  team: number;
  zone: string;
  weekly: WeeklyHours;
  maxPerWeek: number;
  /** Of the whole year. */
  busy: [EpochMs, EpochMs][];
};

export type Work = {
  index: number;
  requester: number;
  postedAt: EpochMs;
  neededByAt: EpochMs;
  systems: number[];
  /** None: whoever knows the systems. */
  teams: number[];
  learns: boolean;
};

export type Company = {
  seed: number;
  teams: number;
  systems: number;
  people: Worker[];
  /** What each can do on the first day, by person and system. */
  levels: Level[][];
  wants: boolean[][];
  work: Work[];
};

/** Ten people and two systems a team; five requests a person and year. The same seed is the same company. */
export function yearCompany(size: number, seed: number, weeks = 52): Company {
  const teams = Math.max(2, Math.round(size / TEAM_SIZE));
  const systems = teams * SYSTEMS_A_TEAM;
  const people = Array.from({ length: size }, (_, index) => workerOf(index, teams, seed, weeks));
  const levels = people.map(() => Array.from({ length: systems }, (): Level => "new"));
  const wants = people.map(({ index, team }) =>
    Array.from(
      { length: systems },
      (_, system) => chance(seed, 11, index, system) < (ownerOf(system) === team ? 0.4 : 0.03),
    ),
  );
  for (let system = 0; system < systems; system++) {
    const mates = people.filter(({ team }) => team === ownerOf(system));
    // Three in ten systems hang on one person, a quarter on two.
    const dice = chance(seed, 12, system);
    const able = dice < 0.3 ? 1 : dice < 0.55 ? 2 : 3 + Math.floor(3 * chance(seed, 13, system));
    mates
      .toSorted((a, b) => chance(seed, 14, system, a.index) - chance(seed, 14, system, b.index))
      .forEach(({ index }, place) => {
        const row = levels[index] as Level[];
        if (place < able) row[system] = place === 0 ? "can_teach" : "can_do";
        else if (chance(seed, 15, system, index) < 0.3) row[system] = "can_follow";
      });
    if (able < 3) continue;
    for (const { index, team } of people)
      if (team !== ownerOf(system) && chance(seed, 16, system, index) < 0.015)
        (levels[index] as Level[])[system] = "can_do";
  }
  const company = { seed, teams, systems, people, levels, wants };
  return { ...company, work: workOf(company, weeks) };
}

/** The team that a system belongs to. */
const ownerOf = (system: number): number => Math.floor(system / SYSTEMS_A_TEAM);

function workerOf(index: number, teams: number, seed: number, weeks: number): Worker {
  const team = index % teams;
  const pick = <T>(list: readonly T[], ...keys: number[]) =>
    list[Math.floor(chance(seed, ...keys) * list.length)] as T;
  // Most of a team works in one place.
  const zone = chance(seed, 1, index) < 0.7 ? pick(ZONES, 2, team) : pick(ZONES, 3, index);
  return {
    index,
    id: `p${String(index).padStart(4, "0")}`,
    team,
    zone,
    weekly: pick(WEEKS, 4, index),
    maxPerWeek: pick([2, 3, 3, 3, 4], 5, index),
    busy: busyOf(index, seed, weeks),
  };
}

/** Ten meetings a week, at any quarter of an hour in which somebody on earth works. */
function busyOf(index: number, seed: number, weeks: number): [EpochMs, EpochMs][] {
  return Array.from({ length: (weeks + 5) * 10 }, (_, k): [EpochMs, EpochMs] => {
    const day = YEAR_START + Math.floor(k / 10) * WEEK_MS + Math.floor(k % 5) * DAY_MS;
    const start = day + (12 + Math.floor(72 * chance(seed, 6, index, k))) * 15 * MINUTE_MS;
    return [start, start + (2 + Math.floor(5 * chance(seed, 7, index, k))) * 15 * MINUTE_MS];
  });
}

/** Who asks for what, and when: the same whatever the ranking does with it. */
function workOf(company: Omit<Company, "work">, weeks: number): Work[] {
  const count = Math.round((company.people.length * 5 * weeks) / 52);
  const work = Array.from({ length: count }, (_, index) => askOf(company, index, weeks));
  return work.toSorted((a, b) => a.postedAt - b.postedAt || a.index - b.index);
}

function askOf(
  { seed, people, systems, teams, levels }: Omit<Company, "work">,
  index: number,
  weeks: number,
): Work {
  const dice = (key: number) => chance(seed, 20, index, key);
  const pick = (below: number, key: number) => Math.floor(dice(key) * below);
  const day = YEAR_START + pick(weeks, 1) * WEEK_MS + pick(5, 2) * DAY_MS;
  const postedAt = day + 8 * HOUR_MS + pick(36, 3) * 15 * MINUTE_MS;
  // Some systems have much more work than others.
  const system = Math.floor(systems * dice(4) ** 1.5);
  const second = dice(5) < 0.3 ? [pick(systems, 6)].filter((other) => other !== system) : [];
  const common = {
    index,
    postedAt,
    neededByAt: postedAt + (7 + 7 * pick(2, 7)) * DAY_MS,
    systems: [system, ...second],
  };
  const owner = ownerOf(system);
  const able = people.filter((one) => isAble((levels[one.index] as Level[])[system] as Level));
  // A third of the work is posted by people who can do it, and want company: from their own team and another.
  if (dice(8) < 0.33) {
    const requester = able[pick(able.length, 9)] as Worker;
    return {
      ...common,
      requester: requester.index,
      teams: distinct([owner, pick(teams, 10)]),
      learns: false,
    };
  }
  const others = people.filter((one) => !able.includes(one));
  const requester = others[pick(others.length, 9)] as Worker;
  const asked =
    dice(10) < 0.5 ? [] : distinct([owner, ...(dice(11) < 0.5 ? [pick(teams, 12), pick(teams, 13)] : [])]);
  return { ...common, requester: requester.index, teams: asked, learns: dice(14) < 0.7 };
}

/** Systems that hang on one person when the year begins. */
export const onlyOneCan = ({ systems, levels }: Company): number =>
  Array.from({ length: systems }, (_, system) => levels.filter((row) => isAble(row[system] as Level))).filter(
    (able) => able.length === 1,
  ).length;

export const isAble = (level: Level): boolean => level === "can_do" || level === "can_teach";
const distinct = (numbers: number[]): number[] => [...new Set(numbers)];
