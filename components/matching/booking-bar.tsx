import { firstName } from "@/components/people/first-name";
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
  /** Who would be booked. */
  people: readonly Counterpart[];
  start: EpochMs | null;
  /** "video", "my desk": where, in the middle of a sentence. */
  placeWords: string;
  /** Who is not free at the time that was picked. */
  insteadOf: Counterpart | undefined;
  /** `25 min, by Tue 1 Dec`: what is only tried, and asked for once it is booked. */
  keeps: string;
  isBooking: boolean;
  /** What is on the screen answers an earlier question: it cannot be booked. */
  isTurning: boolean;
  onBook: () => void;
};

/** The choice in words, how old the calendars are, and the button that books it. */
export function BookingBar({ placeWords, insteadOf, keeps, ...choice }: BarProps) {
  const { week, people, start } = choice;
  const names = ["You", ...people.map(({ shortName }) => shortName), ...seatedNames(week)];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line bg-hover px-4 py-3.5 max-md:hidden">
      <SeatMark
        seats={[
          { filled: true },
          ...(people.length > 0 ? names.slice(1) : [""]).map(() => ({ filled: true })),
        ]}
        className="text-accent"
      />
      <div className="min-w-0 flex-1" aria-live="polite">
        <p>
          {people.length > 0 ? <ChoiceWords week={week} people={people} start={start} /> : "Choose a time."}
        </p>
        <p className="text-meta text-ink-2">
          {insteadWords(insteadOf, start)}
          {people.length > 0 && `${names.join(", ")}, ${placeWords}. `}
          {isOverLimit(week, start) && "That week you have as many sessions as you take. "}
          {keeps !== "" && start !== null && `Booking asks for ${keeps} from now on. `}
          {people.length > 0 && ageWords(week, people)}
        </p>
      </div>
      <BookButton {...choice} showKey />
    </div>
  );
}

/** The same on a phone: fixed below, in place of the tabs. */
export function PhoneBookingBar({ placeWords, insteadOf, keeps, ...choice }: BarProps) {
  const { week, people, start } = choice;
  if (people.length === 0) return null;
  return (
    <div
      data-replaces-tabs
      className="fixed inset-x-0 bottom-0 z-10 grid gap-2 border-t border-line bg-surface px-4 pt-2.5 pb-[calc(0.75rem+env(safe-area-inset-bottom))] md:hidden"
    >
      <div className="min-w-0">
        <p className="truncate">
          <ChoiceWords week={week} people={people} start={start} />
        </p>
        <p className="truncate text-caption text-ink-2">
          {insteadWords(insteadOf, start) ||
            (keeps !== ""
              ? `Asks for ${keeps} from now on`
              : `${placeWords[0]?.toUpperCase()}${placeWords.slice(1)} · ${ageWords(week, people).split(";")[0]}`)}
        </p>
      </div>
      <BookButton {...choice} className="w-full" />
    </div>
  );
}

/** Said where the person changed with the time. */
const insteadWords = (insteadOf: Counterpart | undefined, start: EpochMs | null): string =>
  insteadOf && start !== null ? `${insteadOf.shortName} is not free then. ` : "";

function ChoiceWords({
  week,
  people,
  start,
}: {
  week: Week;
  people: readonly Counterpart[];
  start: EpochMs | null;
}) {
  if (start === null) return <>Choose a time with {namesOf(people)}.</>;
  const end = start + week.lengthMin * MINUTE_MS;
  const elsewhere = people.filter(({ zone }) => zone !== week.zone);
  return (
    <>
      <strong className="font-semibold">
        {formatDay(start, week.zone)}, <span className="times">{formatTimeRange(start, end, week.zone)}</span>
      </strong>
      {elsewhere.map((person) => (
        <span key={person.id} className="text-ink-2">
          {" · "}
          <span className="times">{formatTimeRange(start, end, person.zone)}</span> for {person.shortName}
          <span className="max-sm:hidden"> in {zoneCity(person.zone)}</span>
        </span>
      ))}
    </>
  );
}

/** `Bo`, `Bo and Cleo`, `Bo, Cleo and Dag`. */
const namesOf = (people: readonly Counterpart[]): string => {
  const names = people.map(({ shortName }) => shortName);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
};

/** Who has a seat already. */
const seatedNames = ({ group, as }: Week): string[] =>
  as === "requester" ? (group?.seated ?? []).map(firstName) : [];

const isOverLimit = ({ fullWeeks }: Week, start: EpochMs | null): boolean =>
  start !== null && fullWeeks.some(([from, to]) => start >= from && start < to);

const lastRead = (readAt: EpochMs | null, now: EpochMs): string =>
  readAt === null ? "" : `, last read ${formatAge(readAt, now)}`;

function ageWords({ now, calendar }: Week, people: readonly Counterpart[]): string {
  const unknown = people.find((person) => !person.calendar.known);
  if (unknown && !unknown.calendar.known)
    return `${unknown.shortName}’s calendar cannot be read: ${unknown.calendar.words}${lastRead(unknown.calendar.readAt, now)}.`;
  if (!calendar.known) return `Your own calendar cannot be read${lastRead(calendar.readAt, now)}.`;
  const readings = people.flatMap((person) => (person.calendar.known ? [person.calendar.readAt] : []));
  const age = formatAge(Math.min(calendar.readAt, ...readings), now);
  return `Calendars read ${age}; checked again when you book.`;
}

function BookButton({
  week,
  people,
  start,
  isBooking,
  isTurning,
  onBook,
  showKey = false,
  className,
}: Omit<BarProps, "placeWords" | "insteadOf" | "keeps"> & { showKey?: boolean; className?: string }) {
  const known = people.every(({ calendar }) => calendar.known);
  const [first] = people;
  const names = people.length > 2 ? `${first?.shortName} and ${people.length - 1} others` : namesOf(people);
  const deed = week.as === "offer" ? "Pair with" : known ? "Book with" : "Ask";
  return (
    <Button
      tone="primary"
      size="lg"
      disabled={people.length === 0 || start === null || isTurning}
      working={isBooking}
      workingLabel={people.length > 1 ? "Asking all calendars" : "Asking both calendars"}
      onClick={onBook}
      className={classNames(className)}
    >
      {people.length > 0 ? `${deed} ${names}` : "Book"}
      {showKey && (
        <span className="max-lg:hidden [&_kbd]:border-current [&_kbd]:bg-transparent [&_kbd]:text-inherit">
          <Kbd>Enter</Kbd>
        </span>
      )}
    </Button>
  );
}
