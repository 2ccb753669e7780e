import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { SeatMark } from "@/components/ui/seat-mark";
import type { Counterpart } from "@/lib/matching/schema";
import { formatAge, formatDay, formatTimeRange, zoneCity } from "@/lib/time/format";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Week } from "./choice";

export type BarProps = {
  week: Week;
  person: Counterpart | undefined;
  start: EpochMs | null;
  /** "video", "my desk": where, in the middle of a sentence. */
  placeWords: string;
  isBooking: boolean;
  onBook: () => void;
};

/** The choice in words, how old the calendars are, and the button that books it. */
export function BookingBar({ week, person, start, placeWords, isBooking, onBook }: BarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line bg-hover px-4 py-3.5 max-md:hidden">
      <SeatMark seats={[{ filled: true }, { filled: true }]} className="text-accent" />
      <div className="min-w-0 flex-1" aria-live="polite">
        <p>{person ? <ChoiceWords week={week} person={person} start={start} /> : "Choose a time."}</p>
        <p className="text-meta text-ink-2">
          {person && `You, ${person.shortName}, ${placeWords}. `}
          {isOverLimit(week, start) && "That week you have as many sessions as you take. "}
          {person && ageWords(week, person)}
        </p>
      </div>
      <BookButton week={week} person={person} start={start} isBooking={isBooking} onBook={onBook} showKey />
    </div>
  );
}

/** The same on a phone: fixed below, in place of the tabs. */
export function PhoneBookingBar({ week, person, start, placeWords, isBooking, onBook }: BarProps) {
  if (!person) return null;
  return (
    <div
      data-replaces-tabs
      className="fixed inset-x-0 bottom-0 z-10 grid gap-2 border-t border-line bg-surface px-4 pt-2.5 pb-[calc(0.75rem+env(safe-area-inset-bottom))] md:hidden"
    >
      <div className="min-w-0">
        <p className="truncate">
          <ChoiceWords week={week} person={person} start={start} />
        </p>
        <p className="truncate text-caption text-ink-2">
          {placeWords[0]?.toUpperCase()}
          {placeWords.slice(1)} · {ageWords(week, person).split(";")[0]}
        </p>
      </div>
      <BookButton
        week={week}
        person={person}
        start={start}
        isBooking={isBooking}
        onBook={onBook}
        className="w-full"
      />
    </div>
  );
}

function ChoiceWords({ week, person, start }: { week: Week; person: Counterpart; start: EpochMs | null }) {
  if (start === null) return <>Choose a time with {person.shortName}.</>;
  const end = start + week.lengthMin * MINUTE_MS;
  const elsewhere = person.zone !== week.zone;
  return (
    <>
      <strong className="font-semibold">
        {formatDay(start, week.zone)}, <span className="times">{formatTimeRange(start, end, week.zone)}</span>
      </strong>
      {elsewhere && (
        <span className="text-ink-2">
          {" · "}
          <span className="times">{formatTimeRange(start, end, person.zone)}</span> for {person.shortName}
          <span className="max-sm:hidden"> in {zoneCity(person.zone)}</span>
        </span>
      )}
    </>
  );
}

const isOverLimit = ({ fullWeeks }: Week, start: EpochMs | null): boolean =>
  start !== null && fullWeeks.some(([from, to]) => start >= from && start < to);

const lastRead = (readAt: EpochMs | null, now: EpochMs): string =>
  readAt === null ? "" : `, last read ${formatAge(readAt, now)}`;

function ageWords({ now, calendar }: Week, person: Counterpart): string {
  if (!person.calendar.known)
    return `${person.shortName}’s calendar cannot be read: ${person.calendar.words}${lastRead(person.calendar.readAt, now)}.`;
  if (!calendar.known) return `Your own calendar cannot be read${lastRead(calendar.readAt, now)}.`;
  const age = formatAge(Math.min(calendar.readAt, person.calendar.readAt), now);
  return `Calendars read ${age}; checked again when you book.`;
}

function BookButton({
  week,
  person,
  start,
  isBooking,
  onBook,
  showKey = false,
  className,
}: Omit<BarProps, "placeWords"> & { showKey?: boolean; className?: string }) {
  const known = person?.calendar.known ?? true;
  const deed = week.as === "offer" ? "Pair with" : known ? "Book with" : "Ask";
  return (
    <Button
      tone="primary"
      size="lg"
      disabled={!person || start === null}
      working={isBooking}
      workingLabel="Asking both calendars"
      onClick={onBook}
      className={classNames(className)}
    >
      {person ? `${deed} ${person.shortName}` : "Book"}
      {showKey && (
        <span className="max-lg:hidden [&_kbd]:border-current [&_kbd]:bg-transparent [&_kbd]:text-inherit">
          <Kbd>Enter</Kbd>
        </span>
      )}
    </Button>
  );
}
