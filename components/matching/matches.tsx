"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Message } from "@/components/ui/message";
import { Panel } from "@/components/ui/panel";
import { readAgain } from "@/components/ui/read-again";
import { SeatMark } from "@/components/ui/seat-mark";
import { LoadingLines } from "@/components/ui/skeleton";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import type { Place } from "@/lib/requests/schema";
import { formatAge, formatDay, formatTimeRange } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";
import { startOfIsoWeek } from "@/lib/time/zone";
import { BookingBar, PhoneBookingBar } from "./booking-bar";
import { onlyThose, startsShown, type Week } from "./choice";
import { DayList } from "./day-list";
import { frameOf } from "./grid-geometry";
import { NothingFits } from "./nothing-fits";
import { PeopleList } from "./people-list";
import { useBooking } from "./use-booking";
import { type Chosen, useChoice } from "./use-choice";
import { useMatches } from "./use-matches";
import { WeekGrid } from "./week-grid";
import { WeekHead } from "./week-head";
import {
  dayWords,
  frameWords,
  isTrying,
  type PageState,
  placeWords,
  type RequestFrame,
  type Tried,
} from "./what-if";
import { WhatIfBar } from "./what-if-bar";
import { WhyNot } from "./why-not";

type Props = {
  requestId: string;
  stored: RequestFrame;
  initial: PageState;
  /** Where, as the requester says it. */
  places: Record<Place, string>;
  /** `YYYY-MM-DD` in the requester's zone. */
  today: string;
  /** Other than the requester: whose request it is. */
  requesterName: string;
  offer: Action<{ id: string; cachedNames: readonly string[] }> | null;
  applyChange: Action;
  /** Null where nothing else can be tried: while a session waits for another partner, and for others. */
  keep: Action<{ id: string }> | null;
};

/** Who could pair and when: the people, their common week, and the bar that books. */
export function Matches(props: Props) {
  const matches = useMatches(props.requestId, props.stored, props.initial);
  const { week, error, refetch } = matches;
  if (week?.isOpen) return <Loaded {...props} matches={matches} week={week} />;
  if (week) return <NoLongerOpen />;
  if (!error)
    return (
      <Panel>
        <LoadingLines label="Comparing calendars" lines={6} />
      </Panel>
    );
  return (
    <Message
      tone="danger"
      announce
      title="The matches could not be loaded."
      action={<Button onClick={() => refetch()}>Try again</Button>}
    >
      {error.message}
    </Message>
  );
}

/** Booked or withdrawn while it was looked at: the page itself says what became of it. */
function NoLongerOpen() {
  const router = useRouter();
  useEffect(() => void readAgain(router), [router]);
  return <Message announce title="This request is no longer open. Reading what became of it." />;
}

function Loaded({
  matches,
  week,
  requestId,
  stored,
  places,
  today,
  requesterName,
  offer,
  applyChange,
  keep,
}: Props & { matches: ReturnType<typeof useMatches>; week: Week }) {
  const {
    asked,
    tried,
    frame: request,
    who,
    isLooking,
    isTurning,
    error,
    refetch,
    setWeek,
    setWho,
    tryFrame,
  } = matches;
  const router = useRouter();
  const shown = useMemo(() => onlyThose(week, who), [week, who]);
  const chosen = useChoice(week, shown, matches.answered);
  const { people, person, start, starts } = chosen;
  const [hopesToLearn, setHopesToLearn] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const frame = useMemo(() => frameOf(week, startsShown(week, person)), [week, person]);
  const { book, isBooking, trouble, forget } = useBooking(requestId, {
    offer,
    keep: keep && isTrying(tried) ? () => keep({ requestId, ...tried }) : null,
    onKept: matches.keepShown,
    onTaken: chosen.forgetTime,
  });
  const until = dayWords(request.neededBy);

  const submit = (consent = {}) => {
    if (people.length > 0 && start !== null && !isBooking && !isTurning)
      book({ personIds: people.map(({ id }) => id), start, hopesToLearn, ...consent });
  };
  const pickStart = (at: number) => {
    forget();
    chosen.pickStart(at);
  };
  const choose = (id: string, need?: number) => {
    forget();
    const next = chosen.pickPerson(id, need);
    const earliest = week.people.find((one) => one.id === id)?.earliest;
    if (next === null && earliest) setWeek(mondayOf(earliest));
  };
  const turn = (date: string) => {
    setWeek(date);
    chosen.forgetTime();
  };
  const onKept = () => {
    matches.keepShown();
    toast({ message: `Saved. The request asks for ${frameWords(request, tried)}.` });
    router.refresh();
  };
  const bar = {
    week,
    people,
    start,
    insteadOf: chosen.insteadOf,
    placeWords: placeWords(request.place, week.as === "requester", requesterName),
    keeps: isTrying(tried) ? frameWords(request, tried) : "",
    isBooking,
    isTurning,
    onBook: () => submit(),
  };
  const unknown = shown.people.filter(({ calendar }) => !calendar.known);

  if (week.group?.refused)
    return (
      <Panel title="Who is still sought">
        <EmptyState
          mark={<SeatMark seats={[{ filled: true }, ...week.group.needs.map(() => ({ filled: false }))]} />}
          title={week.group.refused}
        />
      </Panel>
    );
  if (week.people.length === 0 && week.as === "offer")
    return (
      <Panel title={`When you and ${requesterName} are both free`}>
        <EmptyState
          mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
          title={`You and ${requesterName} have no ${week.lengthMin} minutes in common by ${until}.`}
        >
          It depends on the working hours, notice and calendars of both of you.
        </EmptyState>
      </Panel>
    );
  return (
    <div className="grid gap-5">
      {!week.calendar.known && <OwnCalendarUnknown calendar={week.calendar} now={week.now} />}
      {error && <Failed words={error.message} tried={tried} request={request} onRetry={() => refetch()} />}
      {keep && (
        <WhatIfBar
          {...{ requestId, stored, tried, places, today, keep, onKept }}
          onTry={tryFrame}
          onForesee={matches.foresee}
        />
      )}
      {week.nothing && (
        <NothingFits
          requestId={requestId}
          nothing={week.nothing}
          until={until}
          apply={applyChange}
          onTry={isTrying(tried) ? tryFrame : null}
        />
      )}
      {week.people.length > 0 ? (
        <div className="grid items-start gap-5 lg:grid-cols-[21.75rem_minmax(0,1fr)]">
          <div ref={list} className="max-lg:order-2">
            <PeopleList
              {...{ week, frame, asked, start, who, isLooking }}
              shown={shown.people}
              chosen={people}
              onPick={choose}
              onWho={setWho}
            />
          </div>
          <Panel aria-busy={isTurning || undefined}>
            <WeekHead
              {...{ week, asked, requesterName, person, unknown }}
              days={frame.days.length}
              onWeek={turn}
            />
            <p id="unknown-people" className="sr-only">
              {unknown.length > 0 && `Unknown: ${unknown.map(({ shortName }) => shortName).join(", ")}.`}
            </p>
            <div
              className={classNames("transition-opacity max-md:hidden", isTurning && "opacity-60 delay-300")}
            >
              {starts.length > 0 ? (
                <WeekGrid
                  week={shown}
                  {...{ frame, starts, person, start, onPick: pickStart, onWeek: turn }}
                  reach={chosen.reach}
                  namesFor={chosen.namesFor}
                  onBook={() => submit()}
                  onLeave={() =>
                    list.current?.querySelector<HTMLElement>(`[data-person="${person?.id}"]`)?.focus()
                  }
                />
              ) : (
                <NoTimes week={shown} onWeek={turn} />
              )}
            </div>
            <DayList
              week={shown}
              everybody={week.people}
              {...{ starts, person, start, who, onWho: setWho }}
              namesFor={chosen.namesFor}
              onPick={pickStart}
            />
            {chosen.gone && !trouble && <Gone gone={chosen.gone} week={week} />}
            {trouble?.kind === "said" && (
              <Message tone="danger" announce title={trouble.title} className="m-4">
                {trouble.words}
              </Message>
            )}
            {week.as === "offer" && <HopesToLearn value={hopesToLearn} onChange={setHopesToLearn} />}
            <BookingBar {...bar} />
          </Panel>
          <PhoneBookingBar {...bar} />
        </div>
      ) : (
        week.others.length > 0 && (
          <Panel>
            <WhyNot requestId={requestId} asked={asked} others={week.others} />
          </Panel>
        )
      )}
      <ConfirmDialog
        open={trouble !== null && trouble.kind !== "said"}
        onOpenChange={(open) => !open && forget()}
        title={trouble?.title ?? ""}
        confirm={trouble?.kind === "over_limit" ? "Take it anyway" : "Ask anyway"}
        dismiss="Choose another time"
        working={isBooking}
        onConfirm={() => submit(trouble?.kind === "over_limit" ? { overLimit: true } : { askAnyway: true })}
      >
        {trouble?.words}
      </ConfirmDialog>
    </div>
  );
}

/** The times on the screen are those of before. */
function Failed({
  words,
  tried,
  request,
  onRetry,
}: {
  words: string;
  tried: Tried;
  request: RequestFrame;
  onRetry: () => void;
}) {
  return (
    <Message
      tone="warn"
      announce
      title={
        isTrying(tried)
          ? `The times for ${frameWords(request, tried)} could not be compared.`
          : "These times may be out of date."
      }
      action={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {words}
      {isTrying(tried) && " The times below are those from before."}
    </Message>
  );
}

/** The time that was chosen is not there any more: said, and not replaced unasked. */
function Gone({ gone: { start, name }, week }: { gone: NonNullable<Chosen["gone"]>; week: Week }) {
  return (
    <Message
      tone="warn"
      announce
      className="m-4"
      title={`${formatDay(start, week.zone)}, ${formatTimeRange(start, start + week.lengthMin * MINUTE_MS, week.zone)}${name ? ` with ${name}` : ""} is not free any more.`}
    >
      A calendar has changed, somebody booked it, or it does not fit what you ask for now. Choose another
      time.
    </Message>
  );
}

function NoTimes({ week, onWeek }: { week: Week; onWeek: (date: string) => void }) {
  const first = Math.min(...week.people.flatMap(({ earliest }) => earliest ?? []));
  const isElsewhere = Number.isFinite(first) && mondayOf(first) !== week.week;
  const to = isElsewhere ? mondayOf(first) : week.nextWeek;
  return (
    <EmptyState
      mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
      title={week.people.length === 0 ? "Nobody here has that name." : "No common time this week."}
      action={
        week.people.length > 0 &&
        to && (
          <Button onClick={() => onWeek(to)}>
            {isElsewhere ? `Go to ${formatDay(first, week.zone)}` : "Next week"}
          </Button>
        )
      }
    >
      {week.people.length === 0
        ? "Take the name off to see everybody’s times."
        : isElsewhere
          ? "The first one is in another week."
          : to
            ? "There may be some later."
            : "This is the last week before needed-by."}
    </EmptyState>
  );
}

type Unknown = Extract<Week["calendar"], { known: false }>;
const OwnCalendarUnknown = ({ calendar: { words, readAt }, now }: { calendar: Unknown; now: number }) => (
  <Message
    tone="warn"
    title={`Your calendar cannot be read: ${words}${readAt === null ? "" : `, last read ${formatAge(readAt, now)}`}.`}
    action={
      <a href="/settings/calendar" className="link">
        Calendar settings
      </a>
    }
  >
    Times are suggested by your working hours alone. Whether you are free then, you know best.
  </Message>
);

function HopesToLearn({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="border-t border-line px-4 py-3">
      <label htmlFor={id} className="mb-1 block text-meta text-ink-2">
        What do you hope to learn? <span className="text-ink-3">If you like</span>
      </label>
      <TextInput id={id} value={value} maxLength={500} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

/** The Monday before an instant, by UTC: where that is another day, the server answers with the week that fits. */
const mondayOf = (instant: number): string => startOfIsoWeek(new Date(instant).toISOString().slice(0, 10));
