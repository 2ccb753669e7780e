import type { Db } from "../context";
import { DomainError } from "../errors";
import { assign, fitsNeed, openNeeds } from "../matching/needs";
import * as store from "./store";

type Seat = Pick<store.SeatRow, "active" | "role" | "personId" | "needId">;

/** Seats of partners that are taken, each with the need it fills. */
const taken = (seats: readonly Seat[]) =>
  seats.flatMap(({ active, role, personId, needId }) =>
    active && role === "partner" && personId ? [{ personId, needId }] : [],
  );

/** The needs of the request that nobody in the session fills. */
export const needsOpenIn = (request: store.RequestToBook, seats: readonly Seat[]) =>
  openNeeds(request.needs, taken(seats));

/** Whether everybody it needs has a seat; one partner at least. */
export const isFilled = ({ needs }: Pick<store.RequestToBook, "needs">, seats: readonly Seat[]): boolean =>
  taken(seats).length >= Math.max(1, needs.length);

/** Whether whoever gave up this seat could have it again: of several the very one they had. */
export function isSeatFree(
  { request, seated }: { request: store.RequestToBook; seated: readonly { seat: store.SeatRow }[] },
  mine: store.SeatRow,
): boolean {
  const seats = seated.map(({ seat }) => seat);
  if (request.needs.length < 2) return !isFilled(request, seats);
  return needsOpenIn(request, seats).some(({ id }) => id === mine.needId);
}

/**
 * A need of their own, among those still open, for each of `people`, by the order they come in. Where one person is
 * needed, anybody may take the seat: whom to ask is then the requester's to judge. Seats keep the need they fill.
 * @param among The needs that may be filled, where not all that are open.
 * @throws {DomainError} `not_possible` where there is no such assignment, in a sentence that says what is sought
 */
export async function needsFor(
  db: Db,
  request: store.RequestToBook,
  seats: readonly Seat[],
  people: readonly Pick<store.PersonRow, "id" | "name" | "teamId">[],
  actorId: string,
  among: readonly string[] | null = null,
): Promise<(string | null)[]> {
  const [only] = request.needs;
  if (request.needs.length < 2) return people.map(() => only?.id ?? null);
  const open = needsOpenIn(request, seats).filter(({ id }) => among?.includes(id) ?? true);
  const able = await store.ableAmong(
    db,
    request.id,
    people.map(({ id }) => id),
  );
  const fits = people.map((person) =>
    open.flatMap((need, at) => (fitsNeed(need, person, able.includes(person.id)) ? [at] : [])),
  );
  const found = assign(fits);
  if (found) return found.map((at) => open[at]?.id ?? null);
  throw new DomainError("not_possible", await refusalOf(db, open, people, fits, actorId));
}

async function refusalOf(
  db: Db,
  open: store.RequestToBook["needs"],
  people: readonly { id: string; name: string }[],
  fits: readonly (readonly number[])[],
  actorId: string,
): Promise<string> {
  const sought = (await needNames(db, open)).join(" and ");
  const none = people.find((_, at) => fits[at]?.length === 0);
  if (open.length === 0) return "All its seats are taken.";
  if (none)
    return none.id === actorId
      ? `This looks for ${sought}, and you are not among them.`
      : `${none.name} fits none of the seats that are free: ${sought}.`;
  return `They cannot all have a seat: this looks for ${sought}, one person each.`;
}

/** For each need `Platform ops`, `Backend or SRE`; `a partner` where it names no team. */
export async function needNames(db: Db, needs: store.RequestToBook["needs"]): Promise<string[]> {
  const names = await store.teamNames(
    db,
    needs.flatMap(({ teamIds }) => teamIds),
  );
  return needs.map(
    ({ teamIds }) =>
      [...names].flatMap(([id, name]) => (teamIds.includes(id) ? [name] : [])).join(" or ") || "a partner",
  );
}
