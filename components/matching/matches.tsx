"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Message } from "@/components/ui/message";
import { Panel } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import { LoadingLines } from "@/components/ui/skeleton";
import { TextInput } from "@/components/ui/text-input";
import { formatAge } from "@/lib/time/format";
import { startOfIsoWeek } from "@/lib/time/zone";
import { BookingBar, PhoneBookingBar } from "./booking-bar";
import { type Week, weekOf } from "./choice";
import { DayList } from "./day-list";
import { frameOf } from "./grid-geometry";
import { Legend } from "./legend";
import { matchesQuery } from "./matches-query";
import { NothingFits } from "./nothing-fits";
import { PeopleList } from "./people-list";
import { useBooking } from "./use-booking";
import { useChoice } from "./use-choice";
import { rangeWords, WeekGrid } from "./week-grid";
import { WhyNot } from "./why-not";

type Props = {
  requestId: string;
  /** "video", "my desk". */
  placeWords: string;
  /** Needed-by day: `Fri 27 Nov`. */
  until: string;
  /** Other than the requester: whose request it is. */
  requesterName: string;
  offer: Action<{ id: string; cachedNames: readonly string[] }> | null;
  applyChange: Action;
};

/** Who could pair and when: the people, their common week, and the bar that books. */
export function Matches(props: Props) {
  const [weekDate, setWeekDate] = useState<string>();
  const { data, error, refetch, isPlaceholderData } = useQuery(matchesQuery(props.requestId, weekDate));
  const week = useMemo(() => (data ? weekOf(data) : null), [data]);
  if (week)
    return (
      <Loaded
        {...props}
        week={week}
        turning={isPlaceholderData}
        onWeek={setWeekDate}
        failed={error !== null}
      />
    );
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

type LoadedProps = Props & { week: Week; turning: boolean; failed: boolean; onWeek: (date: string) => void };

function Loaded({
  week,
  turning,
  failed,
  onWeek,
  requestId,
  placeWords,
  until,
  requesterName,
  offer,
  applyChange,
}: LoadedProps) {
  const chosen = useChoice(week);
  const { people, person, start, starts } = chosen;
  const [hopesToLearn, setHopesToLearn] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const frame = useMemo(() => frameOf(week, starts), [week, starts]);
  const { book, isBooking, trouble, forget } = useBooking(requestId, offer, chosen.forgetTime);

  const submit = (consent = {}) => {
    if (people.length > 0 && start !== null && !isBooking)
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
    if (next === null && earliest) onWeek(mondayOf(earliest));
  };
  const turn = (date: string) => {
    onWeek(date);
    chosen.forgetTime();
  };
  const bar = { week, people, start, placeWords, isBooking, onBook: () => submit() };
  const unknown = week.people.filter(({ calendar }) => !calendar.known);

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
      {failed && (
        <Message tone="warn" title="These times may be out of date: Deskside did not answer just now." />
      )}
      {week.nothing && (
        <NothingFits requestId={requestId} nothing={week.nothing} until={until} apply={applyChange} />
      )}
      {week.people.length > 0 ? (
        <div className="grid items-start gap-5 lg:grid-cols-[21.75rem_minmax(0,1fr)]">
          <div ref={list} className="max-lg:order-2">
            <PeopleList week={week} frame={frame} chosen={people} start={start} onPick={choose} />
          </div>
          <Panel aria-busy={turning || undefined}>
            <Head week={week} requesterName={requesterName} person={person} unknown={unknown} onWeek={turn} />
            <p id="unknown-people" className="sr-only">
              {unknown.length > 0 && `Unknown: ${unknown.map(({ shortName }) => shortName).join(", ")}.`}
            </p>
            <div className={`max-md:hidden ${turning ? "opacity-60" : ""}`}>
              {starts.length > 0 ? (
                <WeekGrid
                  {...{ week, frame, starts, person, start, onPick: pickStart, onWeek: turn }}
                  namesFor={chosen.namesFor}
                  onBook={() => submit()}
                  onLeave={() =>
                    list.current?.querySelector<HTMLElement>(`[data-person="${person?.id}"]`)?.focus()
                  }
                />
              ) : (
                <NoTimes week={week} onWeek={turn} />
              )}
            </div>
            <DayList
              {...{ week, starts, person, start }}
              namesFor={chosen.namesFor}
              onPick={pickStart}
              onPickPerson={choose}
            />
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
            <WhyNot requestId={requestId} others={week.others} />
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

function Head({
  week,
  requesterName,
  person,
  unknown,
  onWeek,
}: { week: Week; requesterName: string; onWeek: (date: string) => void } & Pick<
  Parameters<typeof Legend>[0],
  "person" | "unknown"
>) {
  const client = useQueryClient();
  const { previousWeek, nextWeek, requestId } = week;
  const ahead = (date: string | null) => date && void client.prefetchQuery(matchesQuery(requestId, date));
  const chevron = "size-4";
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2">
      <h2 className="text-section">
        {week.as === "offer"
          ? `When you and ${requesterName} are both free`
          : week.group
            ? "When you can all meet"
            : "When you are both free"}
      </h2>
      <div className="flex items-center gap-1 max-sm:ml-auto">
        <IconButton
          size="sm"
          label="Week before"
          disabled={!previousWeek}
          onPointerEnter={() => ahead(previousWeek)}
          onClick={() => previousWeek && onWeek(previousWeek)}
        >
          <ChevronLeft aria-hidden strokeWidth={1.75} className={chevron} />
        </IconButton>
        <span className="times text-meta" aria-live="polite">
          {rangeWords(week)}
        </span>
        <IconButton
          size="sm"
          label="Week after"
          disabled={!nextWeek}
          onPointerEnter={() => ahead(nextWeek)}
          onClick={() => nextWeek && onWeek(nextWeek)}
        >
          <ChevronRight aria-hidden strokeWidth={1.75} className={chevron} />
        </IconButton>
      </div>
      <Legend person={person} unknown={unknown} />
    </header>
  );
}

function NoTimes({ week, onWeek }: { week: Week; onWeek: (date: string) => void }) {
  const next = week.nextWeek;
  return (
    <EmptyState
      mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
      title="No common time this week."
      action={next && <Button onClick={() => onWeek(next)}>Next week</Button>}
    >
      {next ? "There may be some later." : "This is the last week before needed-by."}
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
