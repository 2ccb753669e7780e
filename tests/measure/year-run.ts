import { commonTimes, mayBeAsked } from "@/lib/matching/common-times";
import { type MatchFacts, type Ranked, rank, type Times, type Weights } from "@/lib/matching/rank";
import type { Knowledge, Pool, PoolPerson } from "@/lib/matching/read-pool";
import { LEVELS, type Level } from "@/lib/people/schema";
import { DAY_MS, type EpochMs, MINUTE_MS, WEEK_MS } from "@/lib/time/instant";
import { chance } from "@/tests/measure/random";
import { type Company, isAble, type Work, type Worker } from "@/tests/measure/year-company";
import { giniOf, type Outcome } from "@/tests/measure/year-outcome";

const LENGTH_MIN = 50;

type Session = { work: Work; partner: number; start: EpochMs; end: EpochMs };

/**
 * One year of a company, request by request: whoever ranks first is booked at the first common time, and those who
 * learned something in a session say so after it. Matching is the app's own, over data in memory.
 */
export function simulateYear(company: Company, weights: Weights): Outcome {
  const year = new Year(company);
  for (const work of company.work) {
    year.advanceTo(work.postedAt);
    const [best] = year.matches(work, weights);
    const start = best?.times.at(0);
    if (best && start !== undefined) year.book(work, Number(best.id.slice(1)), start);
  }
  year.advanceTo(Number.POSITIVE_INFINITY);
  return year.outcome();
}

class Year {
  readonly #company: Company;
  readonly #knowledge: Map<string, Map<string, Knowledge>>;
  readonly #sessions: Session[] = [];
  #coming: Session[] = [];
  #pool: PoolPerson[] = [];
  /** The lists of seats in the pool, to add to. */
  #inPool: Session[][] = [];
  #poolUntil: EpochMs = Number.NEGATIVE_INFINITY;
  /** By person, newest last. */
  readonly #seats: Session[][];
  /** How many can do each system. */
  readonly #able: number[];
  #unaided = 0;
  readonly #teamsMet = new Map<number, EpochMs>();
  readonly #peopleMet = new Map<number, EpochMs>();

  constructor(company: Company) {
    this.#company = company;
    this.#seats = company.people.map(() => []);
    this.#able = Array.from(
      { length: company.systems },
      (_, system) => company.levels.filter((row) => isAble(row[system] as Level)).length,
    );
    this.#knowledge = new Map(
      company.people.map(({ id, index }) => [
        id,
        new Map(
          (company.levels[index] as Level[]).map((level, system) => [
            String(system),
            { level, wantsToLearn: company.wants[index]?.[system] === true },
          ]),
        ),
      ]),
    );
  }

  matches(work: Work, weights: Weights): Ranked[] {
    const now = work.postedAt;
    if (now >= this.#poolUntil) this.#refillPool(now);
    const requester = this.#pool[work.requester] as PoolPerson;
    const ask = {
      id: String(work.index),
      requesterId: requester.id,
      needs: [{ id: "need", teamIds: work.teams.map(String), personId: null }],
      seated: [],
      systems: work.systems.map((system) => ({ id: String(system), name: String(system) })),
    };
    const pool: Pool = {
      people: new Map([[requester.id, requester]]),
      knowledge: this.#knowledge,
      avoid: () => false,
      avoidances: new Map(),
      declined: () => false,
      waiting: new Map(),
    };
    const candidates = this.#pool.filter((person) => mayBeAsked(pool, ask, person));
    const window = { start: now, end: work.neededByAt };
    const times = commonTimes(pool, { ask, window, lengthMin: LENGTH_MIN, now }, candidates);
    const facts = candidates
      .filter(({ id }) => (times.get(id)?.length ?? 0) > 0)
      .map(({ id }) => this.#factsOf(work, Number(id.slice(1)), times.get(id) ?? []));
    return rank(facts, { now, neededByAt: work.neededByAt, learns: work.learns }, weights);
  }

  book(work: Work, partner: number, start: EpochMs): void {
    const session = { work, partner, start, end: start + LENGTH_MIN * MINUTE_MS };
    this.#sessions.push(session);
    this.#coming.push(session);
    for (const person of [work.requester, partner]) {
      this.#seats[person]?.push(session);
      this.#inPool[person]?.push(session);
    }
  }

  /** Holds the sessions that are over by then, in order. */
  advanceTo(now: EpochMs): void {
    const over = this.#coming.filter(({ end }) => end <= now).sort((a, b) => a.end - b.end);
    if (over.length === 0) return;
    this.#coming = this.#coming.filter(({ end }) => end > now);
    for (const session of over) this.#hold(session);
  }

  #hold({ work, partner, start }: Session): void {
    this.#teamsMet.set(this.#teamPair(work.requester, partner), start);
    this.#peopleMet.set(this.#peoplePair(work.requester, partner), start);
    const both = [work.requester, partner];
    if (!work.systems.some((system) => both.some((one) => isAble(this.#knows(one, system).level))))
      this.#unaided++;
    for (const system of work.systems) {
      this.#learn(work, work.requester, partner, system);
      this.#learn(work, partner, work.requester, system);
    }
  }

  /** One step up, confirmed by the learner: likelier beside a teacher, and where the learner wants it. */
  #learn(work: Work, learner: number, other: number, system: number): void {
    const known = this.#knows(learner, system);
    const theirs = this.#knows(other, system).level;
    if (isAble(known.level) || !isAble(theirs)) return;
    const eager = known.wantsToLearn || (learner === work.requester && work.learns);
    const likely = (theirs === "can_teach" ? 0.5 : 0.3) * (eager ? 1 : 0.3);
    if (chance(this.#company.seed, 30, work.index, learner, system) >= likely) return;
    const level = LEVELS[LEVELS.indexOf(known.level) + 1] as Level;
    if (isAble(level)) this.#able[system] = (this.#able[system] as number) + 1;
    this.#knowledge.get(this.#idOf(learner))?.set(String(system), { ...known, level });
  }

  #factsOf({ requester, systems, postedAt: now }: Work, person: number, times: Times): MatchFacts {
    const seats = this.#seats[person] as Session[];
    const lastBooked = Math.max(...seats.map(({ start }) => start));
    return {
      id: this.#idOf(person),
      isKnown: true,
      times,
      systems: systems.map((system) => ({
        name: String(system),
        knowledge: this.#knows(person, system),
        ableCount: this.#able[system] as number,
        requesterIsAble: isAble(this.#knows(requester, system).level),
      })),
      sameTeam: this.#worker(person).team === this.#worker(requester).team,
      teamsPairedAt: this.#teamsMet.get(this.#teamPair(requester, person)) ?? null,
      peoplePairedAt: this.#peopleMet.get(this.#peoplePair(requester, person)) ?? null,
      recentSessions: seats.filter(({ start }) => start <= now && start > now - 4 * WEEK_MS).length,
      maxPerWeek: this.#worker(person).maxPerWeek,
      lastBookedAt: Number.isFinite(lastBooked) ? lastBooked : null,
    };
  }

  outcome(): Outcome {
    const { people, teams, work } = this.#company;
    const met = [...this.#teamsMet.keys()].filter((pair) => Math.floor(pair / 1e4) !== pair % 1e4);
    const days = this.#sessions.map(({ work, start }) => (start - work.postedAt) / DAY_MS);
    return {
      requests: work.length,
      onlyOneCan: this.#able.filter((able) => able === 1).length,
      teamPairsNeverMet: (teams * (teams - 1)) / 2 - met.length,
      gini: giniOf(people.map(({ index }) => (this.#seats[index] as Session[]).length)),
      unmatched: work.length - this.#sessions.length,
      unaided: this.#unaided,
      daysToSession: days.reduce((sum, each) => sum + each, 0) / days.length,
    };
  }

  /** Only what lies around now, as the app reads it: a week at a time. */
  #refillPool(now: EpochMs): void {
    this.#poolUntil = now + WEEK_MS;
    const [from, to] = [now - DAY_MS, now + 5 * WEEK_MS];
    this.#inPool = this.#seats.map((seats) => seats.filter(({ end }) => end > now - 5 * WEEK_MS));
    this.#pool = this.#company.people.map((worker) => ({
      id: worker.id,
      name: worker.id,
      teamId: String(worker.team),
      teamName: String(worker.team),
      discipline: "dev",
      zone: worker.zone,
      weekly: worker.weekly,
      overrides: [],
      bufferMin: 10,
      noticeMin: 240,
      maxPerWeek: worker.maxPerWeek,
      pausedAt: null,
      busy: {
        known: true,
        readAt: now,
        busy: worker.busy.filter(([start, end]) => end > from && start < to),
      },
      seats: this.#inPool[worker.index] as Session[],
    }));
  }

  #knows = (person: number, system: number): Knowledge =>
    this.#knowledge.get(this.#idOf(person))?.get(String(system)) as Knowledge;
  #worker = (person: number): Worker => this.#company.people[person] as Worker;
  #idOf = (person: number): string => this.#worker(person).id;
  #peoplePair = (a: number, b: number): number => Math.min(a, b) * 1e4 + Math.max(a, b);
  #teamPair = (a: number, b: number): number => this.#peoplePair(this.#worker(a).team, this.#worker(b).team);
}
