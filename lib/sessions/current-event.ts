import { type EventAnswer, type EventDraft, eventIdOf } from "../calendar/google-events";
import type { JobContext } from "../context";
import { settledState } from "./change-session";
import { eventDescription, isVideo, locationWords } from "./event-text";
import type { Agreed } from "./google-changes";
import { isLive } from "./schema";
import * as store from "./store";

export type Current = {
  readonly sessionId: string;
  readonly requesterId: string;
  readonly isLive: boolean;
  readonly isCancelled: boolean;
  /** Whether an earlier try is known to have made it. */
  readonly isMade: boolean;
  readonly eventState: store.SessionRow["eventState"];
  readonly eventFailure: string | null;
  /** The version of the event that `seen` tells of. */
  readonly etag: string | null;
  readonly seen: store.SessionRow["eventSeen"];
  /** Everybody whose calendar it is, or was, in. */
  readonly personIds: readonly string[];
  /** By address, what everybody with an active seat has answered. */
  readonly answers: Readonly<Record<string, EventAnswer>>;
  /** Addresses of those who had a seat and gave it up; other guests may have been added in Google. */
  readonly leftEmails: readonly string[];
  readonly needsPartner: boolean;
  readonly agreed: Agreed;
  readonly draft: EventDraft;
};

type Seated = readonly { readonly seat: store.SeatRow; readonly person: store.PersonRow }[];

/** The session's event as it should be now. The requester owns it, everybody else with an active seat is invited. */
export async function currentEvent(
  { db, config }: Pick<JobContext, "db" | "config">,
  sessionId: string,
): Promise<Current | undefined> {
  const session = await store.sessionById(db, sessionId);
  const request = session && (await store.requestToBook(db, session.requestId));
  if (!request) return undefined;
  const seats = await store.seatsOf(db, sessionId);
  const personIds = seats.flatMap(({ personId }) => (personId ? [personId] : []));
  const people = await store.peopleByIds(db, personIds);
  const seated = seats.flatMap((seat) => {
    const person = people.find(({ id }) => id === seat.personId);
    return person ? [{ seat, person }] : [];
  });
  const active = seated.filter(({ seat }) => seat.active);
  return {
    sessionId,
    requesterId: request.requester.id,
    isLive: isLive(session.state),
    isCancelled: session.state === "cancelled",
    isMade: session.googleEventId !== null,
    eventState: session.eventState,
    eventFailure: session.eventFailure,
    etag: session.googleEtag,
    seen: session.eventSeen,
    personIds,
    answers: Object.fromEntries(active.map(({ seat, person }) => [person.email, seat.answer])),
    leftEmails: seated.flatMap(({ seat, person }) => (seat.active ? [] : [person.email])),
    needsPartner: settledState({ request, seated }) === "needs_partner",
    agreed: agreedOf({ session, request, seated }),
    draft: draftOf(session, request, active, new URL(`/sessions/${sessionId}`, config.AUTH_URL).href),
  };
}

export const agreedOf = ({
  session,
  request,
  seated,
}: {
  readonly session: store.SessionRow;
  readonly request: store.RequestToBook;
  readonly seated: Seated;
}): Agreed => ({
  start: session.startAt,
  end: session.endAt,
  conflict: session.conflict,
  requesterEmail: request.requester.email,
  seats: seated.map(({ seat, person }) => ({ ...seat, email: person.email })),
});

function draftOf(
  session: store.SessionRow,
  request: store.RequestToBook,
  active: Seated,
  link: string,
): EventDraft {
  const { requester } = request;
  const others = active.filter(({ person }) => person.id !== requester.id);
  const partner = others.find(({ seat }) => seat.role === "partner")?.person.name;
  return {
    id: eventIdOf(session.id),
    sessionId: session.id,
    summary: request.title,
    description: eventDescription({
      body: request.body,
      understand: request.understand,
      bring: request.bring,
      requesterName: requester.name,
      hopes: others.map(({ seat, person }) => ({ name: person.name, text: seat.hopesToLearn })),
      link,
    }),
    location: locationWords(session.place, requester.name, partner),
    start: session.startAt,
    end: session.endAt,
    zone: session.zone,
    attendees: others.map(({ seat, person }) => ({
      ...{ email: person.email, name: person.name },
      ...(seat.role === "observer" ? { optional: true } : {}),
    })),
    meet: isVideo(session.place),
  };
}
