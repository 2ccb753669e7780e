import Link from "next/link";
import type { ReactNode } from "react";
import { firstName } from "@/components/people/first-name";
import type { Action } from "@/components/ui/action";
import { ButtonLink } from "@/components/ui/button";
import { Deed } from "@/components/ui/deed";
import { Message } from "@/components/ui/message";
import type { SessionView } from "@/lib/sessions/schema";
import { zoneCity } from "@/lib/time/format";
import { isOver, joined, nameOf, sitting } from "./session-words";
import { FindPartner } from "./swap-partner";
import { PairInstead } from "./watchers";

type Props = {
  session: SessionView;
  answer: Action;
  decline: Action;
  undo: Action;
  swap: Action;
  offer: Action;
};

/** What everybody who opens the page has to know before anything else, one thing at a time. */
export function SessionMessages(props: Props) {
  const { session } = props;
  return (
    <div className="grid gap-3 empty:hidden">
      <State {...props} />
      <Clocks session={session} />
      <Asked {...props} />
      <GaveUp session={session} />
      <Calendar session={session} />
      <MailOnItsWay session={session} />
    </div>
  );
}

function State({ session, swap, offer }: Pick<Props, "session" | "swap" | "offer">) {
  const request = `/requests/${session.request.id}`;
  switch (session.state) {
    case "cancelled":
      return (
        <Message title={cancelledWords(session)}>
          {session.cancelReason && <>“{session.cancelReason}” </>}
          <Link className="link" href={request}>
            See the request
          </Link>
        </Message>
      );
    case "not_held":
      return (
        <Message title="This session did not happen.">
          <Link className="link" href={request}>
            See the request
          </Link>
        </Message>
      );
    case "needs_partner":
      return <FreeSeat session={session} swap={swap} offer={offer} />;
    default:
      return null;
  }
}

/** Somebody gave up a seat, or nobody has taken it yet. */
function FreeSeat({ session, swap, offer }: Pick<Props, "session" | "swap" | "offer">) {
  const { id, may, openSeats } = session;
  const hasOthers = sitting(session).some(({ role }) => role === "partner");
  const isOne = openSeats.length < 2;
  const request = `/requests/${session.request.id}`;
  return (
    <Message
      tone="warn"
      title={
        hasOthers
          ? `${isOne ? "One seat is" : `${openSeats.length} seats are`} still free: ${joined(openSeats)}.`
          : "A seat is free again."
      }
      action={
        !may.accept && (
          <>
            {may.swap && <FindPartner id={id} action={swap} />}
            {may.leave && <PairInstead session={session} offer={offer} />}
            <ButtonLink size="sm" href={request}>
              {may.swap && !hasOthers ? "Choose another time" : "See the request"}
            </ButtonLink>
          </>
        )
      }
    >
      The time is kept, and the request is on the board. If{" "}
      {isOne ? "nobody takes the seat" : "not all are taken"} by the start, the session is cancelled.
    </Message>
  );
}

/** `Ana cancelled this session 40 minutes before its start.` */
function cancelledWords({ changes }: SessionView): string {
  const change = changes.findLast(({ kind }) => kind === "cancelled");
  const late = change?.late ? ` ${change.late} before its start` : "";
  if (change?.detail.by === "google") return `This session was deleted in Google Calendar${late}.`;
  return change?.actorName
    ? `${firstName(change.actorName)} cancelled this session${late}.`
    : `This session was cancelled${late}.`;
}

function Clocks({ session: { clocks, state } }: Pick<Props, "session">) {
  if (!clocks || isOver(state) || state === "held") return null;
  const { zone, agreed, shown } = clocks;
  return (
    <Message tone="warn" title={`Agreed as ${agreed} in ${zoneCity(zone)}; that is ${shown} now.`}>
      The rules for the clocks there were changed since. The calendars have the same moment as before;
      reschedule it if another time was meant.
    </Message>
  );
}

function Asked({ session, answer, decline, undo }: Props) {
  const { id, mine, may, offeredBy, hasStarted, event } = session;
  const input = { id };
  if (offeredBy && may.cancel)
    return (
      <Message
        title={`${offeredBy.name} offered to pair, and it was booked for you.`}
        action={
          <Deed
            action={undo}
            input={{ id, personId: offeredBy.id }}
            said="Undone. The request is on the board."
          >
            Undo
          </Deed>
        }
      >
        The calendars get it. If the time does not suit you, reschedule or undo it.
      </Message>
    );
  if (!may.accept || hasStarted || session.conflict) return null;
  const asker = session.seats.find(({ role }) => role === "requester");
  const declined = mine?.answer === "declined";
  return (
    <Message
      title={
        declined
          ? "You said “not now”. The seat is still free."
          : `${asker ? firstName(nameOf(asker)) : "A colleague"} asks you to pair.`
      }
      action={
        <>
          <Deed action={answer} input={input} said="You are coming." tone="primary">
            {declined ? "I’ll come after all" : "I’ll come"}
          </Deed>
          {!declined && (
            <Deed action={decline} input={input} said="Done. The seat is free again.">
              Not now
            </Deed>
          )}
        </>
      }
    >
      {!declined &&
        `${event.state === "made" ? "It is in your calendar already. " : ""}“Not now” needs no reason.`}
    </Message>
  );
}

/** To whoever had a seat that somebody else has now. */
function GaveUp({ session: { mine, may, state } }: Pick<Props, "session">) {
  const live = state === "booked" || state === "needs_partner" || state === "conflict";
  if (!live || !mine?.left || mine.role !== "partner" || may.accept) return null;
  return (
    <Message
      title={
        mine.answer === "declined"
          ? "You said “not now” to this session."
          : "You are no longer in this session."
      }
    >
      That time is yours again.
    </Message>
  );
}

/** Where the calendar event stands, as far as it is not as one expects. */
function Calendar({ session: { event, mine, state, changes, mail } }: Pick<Props, "session">) {
  const live = state === "booked" || state === "needs_partner" || state === "conflict";
  const isRequester = mine?.role === "requester";
  if (!live) return null;
  if (event.state === "none")
    return (
      <Message title="There is no calendar event." action={isRequester && <Connect />}>
        {isRequester ? "Your calendar" : "The requester’s calendar"} is not connected, so{" "}
        {mail ? "invitations go by mail" : "Deskside could not write it"}. The session stands.
      </Message>
    );
  if (event.state === "failed")
    return (
      <Message tone="warn" title="The calendar event is not up to date." action={isRequester && <Connect />}>
        {event.failure} The session stands.
      </Message>
    );
  if (event.state === "queued" && event.failure)
    return (
      <Message title="The calendar event is on its way.">
        {event.failure} Deskside tries again by itself. The session stands.
      </Message>
    );
  return <FromCache changes={changes} />;
}

/** Without a calendar event, invitations go by mail. */
function MailOnItsWay({ session: { mail, mine, state } }: Pick<Props, "session">) {
  const names = (mail?.waitsFor ?? []).map(firstName);
  if (names.length === 0 || !mine) return null;
  const what = state === "cancelled" ? "The cancellation" : "The invitation";
  return (
    <Message title={`${what} mail to ${joined(names)} is still on its way.`}>
      Deskside tries again by itself.{" "}
      {state === "cancelled" ? "The time is free again." : "The session stands."}
    </Message>
  );
}

const Connect = () => (
  <ButtonLink size="sm" href="/settings/calendar">
    Calendar settings
  </ButtonLink>
);

function FromCache({ changes }: Pick<SessionView, "changes">): ReactNode {
  const last = changes.findLast(({ kind }) => kind === "booked" || kind === "moved");
  const names = String(last?.detail.cached ?? "");
  return names === "" ? null : (
    <Message
      title={`Google did not answer for ${joined(names.split(", "))} when this was ${last?.kind === "moved" ? "moved" : "booked"}.`}
    >
      What it had said a few minutes earlier decided.
    </Message>
  );
}
