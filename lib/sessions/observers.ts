import type { Locked } from "./change-session";
import { isLive } from "./schema";
import type { SeatRow } from "./store";

type Seats = { readonly seated: readonly { readonly seat: Pick<SeatRow, "active" | "role"> }[] };

/** Those who watch. */
export const observersIn = ({ seated }: Pick<Locked, "seated">): Locked["seated"] =>
  seated.filter(({ seat }) => seat.active && seat.role === "observer");

/** Ids of those whose time decides: the requester and the partners. */
export const pairingIn = ({ seated }: Pick<Locked, "seated">): string[] =>
  seated.flatMap(({ seat, person }) => (seat.active && seat.role !== "observer" ? [person.id] : []));

/** How many more may watch; none where fewer are welcome by now than came. */
export function observerSeatsLeft({
  request,
  seated,
}: Seats & { readonly request: { readonly observersMax: number } }): number {
  const taken = seated.filter(({ seat }) => seat.active && seat.role === "observer").length;
  return Math.max(0, request.observersMax - taken);
}

/** Whether somebody more could be let in to watch, for as long as it has not begun. Nobody comes for a time in dispute. */
export const mayBeWatched = (current: Pick<Locked, "session" | "request" | "seated">): boolean =>
  isLive(current.session.state) &&
  current.session.state !== "conflict" &&
  !current.session.isPrivate &&
  observerSeatsLeft(current) > 0;
