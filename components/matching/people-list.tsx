import { CircleQuestionMark, Search } from "lucide-react";
import { useId } from "react";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { PersonSeat } from "@/components/people/person-chip";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Panel, Rows } from "@/components/ui/panel";
import { TextInput } from "@/components/ui/text-input";
import { AGE_SHOWN_MS, type Counterpart } from "@/lib/matching/schema";
import { formatAge, zoneCity, zoneDifference } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import type { Week } from "./choice";
import type { Frame } from "./grid-geometry";
import type { Asked } from "./matches-query";
import { WeekStrip } from "./week-strip";
import { WhyNot } from "./why-not";

/** Who could pair, best first, each with the reason; the chosen one is marked, the others can be chosen. */
export function PeopleList({
  week,
  shown,
  frame,
  asked,
  chosen,
  start,
  who,
  isLooking,
  onPick,
  onWho,
}: {
  week: Week;
  /** Of its people those who are looked at. */
  shown: readonly Counterpart[];
  frame: Frame;
  asked: Asked;
  /** What was typed to look at some people only. */
  who: string;
  /** Whether more people are looked for who bear it. */
  isLooking: boolean;
  onWho: (who: string) => void;
  /** Who would be booked; of several needs one for each, in their order. */
  chosen: readonly Counterpart[];
  start: EpochMs | null;
  onPick: (id: string, need?: number) => void;
}) {
  const listed = Map.groupBy(week.people, ({ calendar }) => calendar.known);
  const free = week.more?.known ?? listed.get(true)?.length ?? 0;
  const unknown = week.more?.unknown ?? listed.get(false)?.length ?? 0;
  const offers = week.as === "offer";
  return (
    <Panel
      title={offers ? "Who you would pair with" : "Who could pair with you"}
      aside={offers ? undefined : `${free} free${unknown > 0 ? `, ${unknown} unknown` : ""}`}
    >
      {week.people.length > 1 && <WhoField people={week.people} who={who} isAll={!week.more} onWho={onWho} />}
      {shown.length === 0 && (
        <p role="status" className="px-4 py-3 text-meta text-ink-2">
          {isLooking ? `Looking for “${who.trim()}”.` : `Nobody called “${who.trim()}” is suggested.`}{" "}
          <button type="button" className="link" onClick={() => onWho("")}>
            Show everybody
          </button>
        </p>
      )}
      {week.more && free + unknown + week.more.notCompared > week.people.length && who === "" && (
        <p className="px-4 py-3 text-meta text-ink-2">
          {week.more.notCompared > 0
            ? `Those who fit best were compared. ${week.more.notCompared} more could be asked: a name finds them.`
            : "The best are listed. A name finds each of the others."}
        </p>
      )}
      {groupsOf(week, shown).map(({ label, people, need }) => (
        <section key={need} aria-label={label ?? undefined}>
          {label !== null && (
            <h3 className="border-t border-line bg-sunken px-4 py-1.5 text-meta font-medium text-ink-2 first-letter:uppercase">
              {label}
            </h3>
          )}
          <Rows>
            {people.map((one) => {
              const isChosen = label === null ? chosen.includes(one) : chosen[need]?.id === one.id;
              return (
                <PersonRow
                  key={one.id}
                  week={week}
                  frame={frame}
                  one={one}
                  chosen={isChosen}
                  start={isChosen ? start : null}
                  onPick={(id) => onPick(id, need)}
                />
              );
            })}
          </Rows>
        </section>
      ))}
      {week.others.length > 0 && <WhyNot requestId={week.requestId} asked={asked} others={week.others} />}
    </Panel>
  );
}

/** Of several needs each with its people; otherwise all of them, without a heading. */
function groupsOf({ group, as }: Week, people: readonly Counterpart[]) {
  if (!group || as === "offer") return [{ label: null, people, need: 0 }];
  return group.needs.map(({ label, people: ids }, need) => ({
    label,
    people: ids.flatMap((id) => people.find((one) => one.id === id) ?? []),
    need,
  }));
}

/** Chosen from the list or typed, in part or in whole: only their times, here and in the week. */
function WhoField({
  people,
  who,
  isAll,
  onWho,
}: {
  people: readonly Counterpart[];
  who: string;
  /** A phone has a button for each of these: there the field is for those beyond them. */
  isAll: boolean;
  onWho: (who: string) => void;
}) {
  const id = useId();
  return (
    <div className={classNames("relative border-b border-line px-4 py-2.5", isAll && "max-md:hidden")}>
      <Search
        aria-hidden
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-6.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <TextInput
        type="search"
        aria-label="Only times of"
        placeholder="Only times of"
        autoComplete="off"
        list={id}
        value={who}
        maxLength={100}
        onChange={({ target }) => onWho(target.value)}
        className="py-1! pl-8.5! md:min-h-8! md:text-meta"
      />
      <datalist id={id}>
        {people.map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
    </div>
  );
}

function PersonRow({
  week,
  frame,
  one,
  chosen,
  start,
  onPick,
}: {
  week: Week;
  frame: Frame;
  one: Counterpart;
  chosen: boolean;
  start: EpochMs | null;
  onPick: (id: string) => void;
}) {
  const known = one.calendar.known;
  return (
    <li
      className={classNames(
        "relative px-4 py-3 transition-colors",
        chosen ? "bg-hover shadow-[inset_3px_0_var(--accent)]" : "hover:bg-hover",
      )}
    >
      <div className="flex gap-2.5">
        <PersonSeat person={one} size="md" unknown={!known} />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-start justify-between gap-x-3">
            <button
              type="button"
              data-person={one.id}
              aria-pressed={chosen}
              onClick={() => onPick(one.id)}
              className="rounded-badge text-left font-medium after:absolute after:inset-0"
            >
              {one.name}
            </button>
            {known ? (
              <span className="times text-meta text-ink-3">
                {one.times === 1 ? "1 time" : `${one.times} times`}
              </span>
            ) : (
              <Badge tone="warn" icon={<CircleQuestionMark aria-hidden strokeWidth={1.75} />}>
                Unknown
              </Badge>
            )}
          </div>
          <p className="flex flex-wrap items-center gap-x-1.5 text-meta text-ink-2">
            {one.teamName !== null && <DisciplineMark discipline={one.discipline} />}
            <span>
              {one.teamName !== null && `${one.teamName} · `}
              {whereWords(one, week)}
            </span>
            <Age calendar={one.calendar} now={week.now} />
          </p>
          <p className="mt-1">
            <ReasonWords reason={one.reason} />
          </p>
          {known ? (
            <WeekStrip week={week} frame={frame} person={one} start={start} />
          ) : (
            week.as === "requester" && (
              <Button size="sm" className="relative z-1 mt-2" onClick={() => onPick(one.id)}>
                Ask {one.shortName}
              </Button>
            )
          )}
        </div>
      </div>
    </li>
  );
}

/** How old the times are, where that is worth knowing; of an unknown calendar the reason says it. */
function Age({ calendar, now }: Pick<Counterpart, "calendar"> & Pick<Week, "now">) {
  if (!calendar.known || now - calendar.readAt <= AGE_SHOWN_MS) return null;
  return <span className="text-ink-3">Calendar read {formatAge(calendar.readAt, now)}</span>;
}

function whereWords({ zone }: Counterpart, { now, zone: mine }: Week): string {
  const difference = zoneDifference(now, mine, zone);
  return difference === "same time" ? zoneCity(zone) : `${zoneCity(zone)}, ${difference}`;
}

/** Two sentences, the time in them standing out. */
export function ReasonWords({ reason: { lead, time, rest } }: { reason: Counterpart["reason"] }) {
  return (
    <>
      {lead}
      {time !== "" && (
        <>
          {" "}
          <strong className="font-semibold">
            <span className="times">{time}</span>
          </strong>
        </>
      )}
      . {rest}
    </>
  );
}
