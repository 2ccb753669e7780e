import type { Context } from "../context";
import { parse } from "../input";
import { folded } from "./ask";
import { type Candidate, FindCandidate, ListCandidates } from "./schema";
import { candidateById, candidatesFor } from "./store";

/** A list to choose from; who is further down is found by naming their team. */
const MOST = 300;

/**
 * Whom a request can name as somebody to try first: members of these teams, or, where none is given, whoever can do or
 * teach one of these systems; without the actor, by name.
 * @throws {DomainError} `invalid`
 */
export async function listCandidates({ db, actor }: Context, input: unknown): Promise<Candidate[]> {
  const { teamIds, systemIds } = parse(ListCandidates, input);
  return candidatesFor(db, { teamIds: folded(teamIds), systemIds: folded(systemIds) }, actor.personId, MOST);
}

/** Somebody whom a link to the form names: anybody who works here but the actor; null for whoever is not. */
export async function findCandidate({ db, actor }: Context, input: unknown): Promise<Candidate | null> {
  const { personId } = parse(FindCandidate, input);
  return personId === undefined || personId === actor.personId ? null : candidateById(db, personId);
}
