import { type EventDraft, eventIdOf } from "../calendar/google-events";
import type { JobContext } from "../context";
import { eventDescription, isVideo, locationWords } from "./event-text";
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
  /** Everybody whose calendar it is, or was, in. */
  readonly personIds: readonly string[];
  /** Addresses of those who had a seat and gave it up; other guests may have been added in Google. */
  readonly leftEmails: readonly string[];
  readonly draft: EventDraft;
};

/** The session's event as it should be now. The requester owns it, everybody else with an active seat is invited. */
export async function currentEvent(
  { db, config }: Pick<JobContext, "db" | "config">,
  sessionId: string,
): Promise<Current | undefined> {
  const session = await store.sessionById(db, sessionId);
  const request = session && (await store.requestToBook(db, session.requestId));
  if (!request) return undefined;
  const { requester } = request;
  const seats = await store.seatsOf(db, sessionId);
  const personIds = seats.flatMap(({ personId }) => (personId ? [personId] : []));
  const people = await store.peopleByIds(db, personIds);
  const others = seats.flatMap((seat) => {
    const person = people.find(({ id }) => id === seat.personId);
    return seat.active && person && person.id !== requester.id ? [{ seat, person }] : [];
  });
  const leftEmails = seats.flatMap((seat) => {
    const person = people.find(({ id }) => id === seat.personId);
    return seat.active || !person ? [] : [person.email];
  });
  const partner = others.find(({ seat }) => seat.role === "partner")?.person.name;
  return {
    sessionId,
    requesterId: requester.id,
    isLive: isLive(session.state),
    isCancelled: session.state === "cancelled",
    isMade: session.googleEventId !== null,
    eventState: session.eventState,
    personIds,
    leftEmails,
    draft: {
      id: eventIdOf(sessionId),
      sessionId,
      summary: request.title,
      description: eventDescription({
        body: request.body,
        understand: request.understand,
        bring: request.bring,
        requesterName: requester.name,
        hopes: others.map(({ seat, person }) => ({ name: person.name, text: seat.hopesToLearn })),
        link: new URL(`/sessions/${sessionId}`, config.AUTH_URL).href,
      }),
      location: locationWords(session.place, requester.name, partner),
      start: session.startAt,
      end: session.endAt,
      zone: session.zone,
      attendees: others.map(({ person }) => ({ email: person.email, name: person.name })),
      meet: isVideo(session.place),
    },
  };
}
