import type { ReactNode } from "react";
import { firstName } from "@/components/people/first-name";
import type { Action } from "@/components/ui/action";
import { Deed } from "@/components/ui/deed";
import { Panel, PanelBody } from "@/components/ui/panel";
import type { SessionView } from "@/lib/sessions/schema";
import { formatDay, formatTimeRange } from "@/lib/time/format";
import { CancelButton } from "./cancel-dialog";
import { conflictTitle, googleTimeNote, googleTimeWords } from "./conflict-words";
import { Reschedule } from "./reschedule";
import { elsewhere, nameOf, sitting } from "./session-words";

type Actions = Record<"keep" | "takeTheirs" | "reschedule" | "cancel" | "decline", Action>;
type Props = { session: SessionView; zone: string; actions: Actions };

/** What was agreed and what Google says, side by side, and what the reader may do about it. */
export function ConflictPanel({ session, zone, actions }: Props) {
  const { conflict, may } = session;
  if (!conflict) return null;
  const isDeclined = conflict.reason === "requester_declined";
  return (
    <Panel title={conflictTitle(session)} className="border-warn-line">
      <PanelBody className="grid gap-4">
        {!isDeclined && <BothTimes session={session} zone={zone} actions={actions} />}
        <p className="text-meta text-ink-2">{means(session)}</p>
        <div className="flex flex-wrap items-center gap-2 empty:hidden">
          {isDeclined && may.keep && (
            <Deed action={actions.keep} input={{ id: session.id }} said="You are coming." tone="primary">
              I’ll come
            </Deed>
          )}
          <OtherWays session={session} zone={zone} actions={actions} />
        </div>
      </PanelBody>
    </Panel>
  );
}

function BothTimes({ session, zone, actions }: Props) {
  const { id, start, end, conflict, may } = session;
  if (!conflict) return null;
  const here = { start, end };
  const there = conflict.start !== null &&
    conflict.end !== null && { start: conflict.start, end: conflict.end };
  return (
    <dl className="grid gap-3 sm:grid-cols-2">
      <Side
        label="Agreed"
        when={`${formatDay(start, zone)} ${formatTimeRange(start, end, zone)}`}
        others={zonesOf(session, here, zone)}
        note="It holds until somebody says otherwise."
        holds
      >
        {may.keep && (
          <Deed action={actions.keep} input={{ id }} said="Kept. Google Calendar follows." tone="primary">
            Keep the agreed time
          </Deed>
        )}
      </Side>
      <Side
        label="In Google Calendar"
        when={googleTimeWords(conflict, zone)}
        others={there ? zonesOf(session, there, zone) : []}
        note={googleTimeNote(conflict)}
      >
        {may.takeGoogleTime && there && (
          <Deed action={actions.takeTheirs} input={{ id, ...there }} said="Moved. Everybody is told.">
            Take Google’s time
          </Deed>
        )}
      </Side>
    </dl>
  );
}

function Side({
  label,
  when,
  others,
  note,
  holds = false,
  children,
}: {
  label: string;
  when: string;
  /** The same in the zones of the others. */
  others: readonly string[];
  note: string;
  holds?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={`flex flex-col rounded-control border p-3.5 ${holds ? "border-accent-line" : "border-line"}`}
    >
      <dt className="text-meta text-ink-2">{label}</dt>
      <dd className="mt-0.5 flex grow flex-col">
        <span className="text-section times">{when}</span>
        {others.map((words) => (
          <span key={words} className="text-meta text-ink-2 times">
            {words}
          </span>
        ))}
        <span className="mt-1 text-meta text-ink-3">{note}</span>
        <span className="mt-auto pt-3 empty:hidden">{children}</span>
      </dd>
    </div>
  );
}

const zonesOf = (session: SessionView, when: { start: number; end: number }, zone: string) =>
  elsewhere(
    when,
    zone,
    sitting(session).flatMap(({ person }) => (person ? [person.zone] : [])),
  );

function means({ may, seats, mine, conflict }: SessionView): string {
  const requester = seats.find(({ role }) => role === "requester");
  const who = requester ? firstName(nameOf(requester)) : "The requester";
  if (conflict?.reason === "requester_declined")
    return mine?.role === "requester"
      ? "The session still stands, with its seats. Say whether you come, or cancel it so that the others have their time back."
      : `The session still stands until ${who} says whether they come.`;
  if (may.keep) return "You can also choose a time that suits everybody. Whoever is in it is told.";
  return `${who} and whoever pairs with them say which time holds.`;
}

function OtherWays({ session, zone, actions }: Props) {
  const { id, may, start, end, seats, mine } = session;
  const other = seats.find((seat) => seat.active && seat.id !== mine?.id && seat.role !== "observer");
  return (
    <>
      {may.reschedule && (
        <Reschedule id={id} action={actions.reschedule} size="sm">
          Choose another time
        </Reschedule>
      )}
      {may.decline && (
        <Deed action={actions.decline} input={{ id }} said="Done. The seat is free again." tone="quiet">
          Not now
        </Deed>
      )}
      {may.cancel && (
        <CancelButton
          id={id}
          when={`${formatDay(start, zone)} ${formatTimeRange(start, end, zone)}`}
          otherName={other ? firstName(nameOf(other)) : null}
          cancel={actions.cancel}
        />
      )}
    </>
  );
}
