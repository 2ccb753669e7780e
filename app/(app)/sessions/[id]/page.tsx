import type { Metadata } from "next";
import { pageContext } from "@/app/_server/actor";
import { load } from "@/app/_server/page";
import { NoteSection } from "@/components/notes/note-section";
import { PastNotes } from "@/components/notes/past-notes";
import { firstName } from "@/components/people/first-name";
import { ConflictPanel } from "@/components/sessions/conflict-panel";
import { History } from "@/components/sessions/history";
import { JoinVideo } from "@/components/sessions/join-video";
import { LevelsForm } from "@/components/sessions/levels-form";
import { RequestPanel } from "@/components/sessions/request-panel";
import { Reschedule } from "@/components/sessions/reschedule";
import { SessionHead } from "@/components/sessions/session-head";
import { SessionMenu } from "@/components/sessions/session-menu";
import { SessionMessages } from "@/components/sessions/session-messages";
import { isOver, joined, nameOf } from "@/components/sessions/session-words";
import { TimerSlot } from "@/components/sessions/timer-slot";
import { Watchers, WatchLine } from "@/components/sessions/watchers";
import { WhoSeesThis } from "@/components/sessions/who-sees-this";
import { Deed } from "@/components/ui/deed";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Panel, PanelBody } from "@/components/ui/panel";
import { ToastOnArrival } from "@/components/ui/toast-on-arrival";
import { getNote } from "@/lib/notes/get-note";
import { listNotesOn } from "@/lib/notes/list-notes-on";
import { LEVEL_WORDS, LEVELS } from "@/lib/people/schema";
import { getSession } from "@/lib/sessions/get-session";
import type { SessionView } from "@/lib/sessions/schema";
import { formatDay, formatTimeRange } from "@/lib/time/format";
import { HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import {
  answer,
  cancel,
  complete,
  confirm,
  decline,
  holds,
  keep,
  leave,
  offer,
  outOfDate,
  remove,
  reschedule,
  swap,
  takeTheirs,
  undo,
  visibility,
  watch,
} from "./actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await load(getSession, await pageContext(), await params);
  return { title: request.title };
}

export default async function SessionPage({ params }: Props) {
  const context = await pageContext();
  const session = await load(getSession, context, await params);
  const { zone } = context.actor;
  const { systems } = session.request;
  const [note, past] = await Promise.all([
    load(getNote, context, { id: session.id }),
    listNotesOn(context, { systemIds: systems.map(({ id }) => id), exceptId: session.id, limit: 3 }),
  ]);
  return (
    <div className="page">
      <KeepFresh everyMinute={!isOver(session.state) && session.state !== "held"} />
      <ToastOnArrival
        param="booked"
        message={
          session.event.state === "made" ? "Booked. Both calendars have it." : "Booked. The calendars follow."
        }
      />
      <SessionHead
        session={session}
        zone={zone}
        now={context.now}
        watching={<WatchLine session={session} actions={{ watch, leave }} />}
        actions={<Actions session={session} zone={zone} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22.625rem] lg:grid-rows-[auto_1fr] lg:gap-x-7">
        <Turns session={session} now={context.now} />
        <div className="grid min-w-0 gap-5 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <ConflictPanel
            session={session}
            zone={zone}
            actions={{ keep, takeTheirs, reschedule, cancel, decline }}
          />
          <SessionMessages
            session={session}
            answer={answer}
            decline={decline}
            undo={undo}
            swap={swap}
            offer={offer}
          />
          <DidItHappen session={session} />
          <NoteSection
            note={note}
            personId={context.actor.personId}
            now={context.now}
            zone={zone}
            isOver={isOver(session.state)}
            actions={{ outOfDate, holds }}
          />
          <WhatCanYouDo session={session} />
        </div>
        <div className="grid min-w-0 gap-5 lg:col-start-2">
          <RequestPanel session={session} />
          <Watchers session={session} remove={remove} />
          <WhoSeesThis session={session} action={visibility} />
          <PastNotes notes={past.notes} on={systems.map(({ name }) => name)} zone={zone} />
          <History changes={session.changes} zone={zone} />
        </div>
      </div>
    </div>
  );
}

function Actions({ session, zone }: { session: SessionView; zone: string }) {
  const { id, may, mine, seats, request, start, end } = session;
  const others = seats.filter((seat) => seat.active && seat.id !== mine?.id && seat.role !== "observer");
  const partners = others.flatMap(({ role, person }) =>
    role === "partner" && person ? [{ id: person.id, name: firstName(person.name) }] : [],
  );
  return (
    <>
      {mine?.active && session.state !== "held" && <JoinVideo event={session.event} />}
      {may.reschedule && !session.conflict && <Reschedule id={id} action={reschedule} />}
      {(may.cancel || may.decline) && (
        <SessionMenu
          id={id}
          requestId={request.id}
          when={`${formatDay(start, zone)} ${formatTimeRange(start, end, zone)}`}
          otherName={others.length > 0 ? joined(others.map((seat) => firstName(nameOf(seat)))) : null}
          partners={partners}
          hasFreeSeat={session.openSeats.length > 0}
          maySwap={may.swap}
          mayCancel={may.cancel}
          mayDecline={may.decline}
          swap={swap}
          cancel={cancel}
          decline={decline}
        />
      )}
    </>
  );
}

/** From shortly before it begins until an hour after its end. */
const TURNS_BEFORE_MS = 15 * MINUTE_MS;

function Turns({
  session: { id, start, end, seats, mine, state },
  now,
}: {
  session: SessionView;
  now: number;
}) {
  const pairs = seats.filter(({ active, role, person }) => active && role !== "observer" && person);
  const isNear = now > start - TURNS_BEFORE_MS && now < end + HOUR_MS;
  if (!isNear || isOver(state) || pairs.length < 2 || !mine?.active || mine.role === "observer") return null;
  return (
    <div className="min-w-0 lg:col-start-2">
      <TimerSlot
        sessionId={id}
        lengthMin={(end - start) / MINUTE_MS}
        names={pairs.map((seat) => (seat.id === mine.id ? null : firstName(nameOf(seat))))}
      />
    </div>
  );
}

function DidItHappen({ session: { id, may, hasEnded, seats } }: { session: SessionView }) {
  if (!may.complete) return null;
  const paired = seats.filter(({ active, role }) => active && role !== "observer").length;
  return (
    <Panel title="Did it happen?">
      <PanelBody className="grid gap-3">
        <p className="text-ink-2">
          {hasEnded
            ? `${paired > 2 ? "Any" : "Either"} of you can say. If it did not, the request goes back on the board.`
            : "Say so once you have sat together. If it did not, the request goes back on the board."}
        </p>
        <div className="flex flex-wrap gap-2">
          <Deed
            action={complete}
            input={{ id, outcome: "held" }}
            said="Held. Write down what you understood."
            tone="primary"
          >
            Yes, we paired
          </Deed>
          <Deed
            action={complete}
            input={{ id, outcome: "not_held" }}
            said="Noted. The request is open again."
          >
            No, it did not
          </Deed>
        </div>
      </PanelBody>
    </Panel>
  );
}

const LEVEL_CHOICES = LEVELS.map((value) => ({
  value,
  label: LEVEL_WORDS[value].charAt(0).toUpperCase() + LEVEL_WORDS[value].slice(1),
}));

function WhatCanYouDo({ session: { id, may, levels } }: { session: SessionView }) {
  if (!may.confirm || levels.length === 0) return null;
  return (
    <Panel title="What can you do now?">
      <PanelBody>
        <LevelsForm id={id} levels={levels} choices={LEVEL_CHOICES} action={confirm} />
      </PanelBody>
    </Panel>
  );
}
