import { CircleQuestionMark } from "lucide-react";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { PersonSeat } from "@/components/people/person-chip";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Panel, Rows } from "@/components/ui/panel";
import { AGE_SHOWN_MS, type Counterpart } from "@/lib/matching/schema";
import { formatAge, zoneCity, zoneDifference } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import type { Week } from "./choice";
import type { Frame } from "./grid-geometry";
import { WeekStrip } from "./week-strip";
import { WhyNot } from "./why-not";

/** Who could pair, best first, each with the reason; the chosen one is marked, the others can be chosen. */
export function PeopleList({
  week,
  frame,
  chosen,
  start,
  onPick,
}: {
  week: Week;
  frame: Frame;
  /** Who would be booked; of several needs one for each, in their order. */
  chosen: readonly Counterpart[];
  start: EpochMs | null;
  onPick: (id: string, need?: number) => void;
}) {
  const unknown = week.people.filter(({ calendar }) => !calendar.known).length;
  const free = week.people.length - unknown;
  const offers = week.as === "offer";
  return (
    <Panel
      title={offers ? "Who you would pair with" : "Who could pair with you"}
      aside={offers ? undefined : `${free} free${unknown > 0 ? `, ${unknown} unknown` : ""}`}
    >
      {groupsOf(week).map(({ label, people, need }) => (
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
      {week.others.length > 0 && <WhyNot requestId={week.requestId} others={week.others} />}
    </Panel>
  );
}

/** Of several needs each with its people; otherwise all of them, without a heading. */
function groupsOf({ group, as, people }: Week) {
  if (!group || as === "offer") return [{ label: null, people, need: 0 }];
  return group.needs.map(({ label, people: ids }, need) => ({
    label,
    people: ids.flatMap((id) => people.find((one) => one.id === id) ?? []),
    need,
  }));
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
