import type { CSSProperties } from "react";
import { disciplineTone } from "@/components/people/discipline-mark";
import { classNames } from "@/components/ui/class-names";
import { toneClass } from "@/components/ui/seat";
import type { Counterpart } from "@/lib/matching/schema";
import { formatTime, formatTimeRange } from "@/lib/time/format";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { type Interval, mergeIntervals } from "@/lib/time/interval";
import { foldNames, isFree, type Week } from "./choice";
import {
  blocksOf,
  countIn,
  depthOf,
  type Frame,
  HOUR_PX,
  heightOf,
  hoursOf,
  topOf,
  wallMin,
  within,
} from "./grid-geometry";
import { intervalsOf } from "./week-strip";

type Props = {
  week: Week;
  frame: Frame;
  person: Counterpart | undefined;
  start: EpochMs | null;
  headerPx: number;
  template: CSSProperties;
};

/** Everything of the week that is looked at: hours, lanes, blocks that join them, notice, now, the choice. */
export function WeekLayer({ week, frame, person, start, headerPx, template }: Props) {
  const hours = hoursOf(frame);
  const chosenHour = start === null ? null : Math.floor(wallMin(start, week.zone) / 60);
  const day =
    frame.days.find((one) => start !== null && start >= one.start && start < one.end) ?? frame.days[0];
  return (
    <div
      aria-hidden
      className="absolute inset-0 grid"
      style={{ ...template, gridTemplateRows: `${headerPx}px 1fr` }}
    >
      <div className="col-span-full border-b border-line" />
      <div className="relative">
        {hours.map((hour) => (
          <HourLabel
            key={hour}
            text={`${String(hour).padStart(2, "0")}:00`}
            at={hour}
            frame={frame}
            mark={hour === chosenHour}
          />
        ))}
      </div>
      {frame.days.map((one) => (
        <Day key={one.date} day={one} week={week} frame={frame} person={person} start={start} hours={hours} />
      ))}
      <div
        className={classNames(
          "relative border-l border-line",
          toneClass[disciplineTone(person?.discipline ?? "")],
        )}
      >
        {person &&
          day &&
          person.zone !== week.zone &&
          hours.map((hour) => (
            <HourLabel
              key={hour}
              text={formatTime(instantAt(day, hour, week.zone), person.zone)}
              at={hour}
              frame={frame}
              mark={hour === chosenHour}
            />
          ))}
      </div>
    </div>
  );
}

/** The instant of a whole hour on a day: searched, since a day may have 23 or 25 of them. */
function instantAt(day: Interval, hour: number, zone: string): EpochMs {
  const wanted = `${String(hour).padStart(2, "0")}:00`;
  for (const shift of [0, -1, 1]) {
    const instant = day.start + (hour + shift) * HOUR_MS;
    if (formatTime(instant, zone) === wanted) return instant;
  }
  return day.start + hour * HOUR_MS;
}

function HourLabel({
  text,
  at,
  frame,
  mark = false,
}: {
  text: string;
  at: number;
  frame: Frame;
  mark?: boolean;
}) {
  return (
    <span
      className={classNames(
        "times absolute right-2 -translate-y-1/2 text-caption",
        mark ? "font-semibold text-accent-ink" : "text-ink-3",
      )}
      style={{ top: ((at * 60 - frame.firstMin) / 60) * HOUR_PX + (at * 60 === frame.firstMin ? 8 : 0) }}
    >
      {text}
    </span>
  );
}

type DayProps = Omit<Props, "headerPx" | "template"> & { day: Week["days"][number]; hours: number[] };

function Day({ day, week, frame, person, start, hours }: DayProps) {
  const { zone } = week;
  const box = (one: Interval) => ({ top: topOf(one.start, zone, frame), height: heightOf(one) });
  const unknown = week.people.filter(({ calendar }) => !calendar.known);
  const hatched = mergeIntervals(
    (person?.calendar.known === false ? [person] : unknown).flatMap(({ lane }) =>
      within(intervalsOf(lane), day),
    ),
  );
  const chosen =
    start !== null && start >= day.start && start < day.end
      ? { start, end: start + week.lengthMin * MINUTE_MS }
      : null;
  return (
    <div className="relative overflow-clip border-l border-line">
      {hours.map((hour) => (
        <div
          key={hour}
          className="absolute inset-x-0 border-t border-line opacity-60"
          style={{ top: ((hour * 60 - frame.firstMin) / 60) * HOUR_PX }}
        />
      ))}
      {within(intervalsOf(week.mine), day).map((one) => (
        <div key={one.start} className="absolute left-1 w-1 bg-mine" style={box(one)} />
      ))}
      {hatched.map((one) => (
        <div
          key={one.start}
          className="hatch absolute right-0.5 w-1.5 border border-hatch"
          style={box(one)}
        />
      ))}
      <div className={person ? toneClass[disciplineTone(person.discipline)] : undefined}>
        {person?.calendar.known &&
          within(intervalsOf(person.lane), day).map((one) => (
            <div key={one.start} className="absolute right-2.5 w-1 bg-tone-lane" style={box(one)} />
          ))}
      </div>
      {person?.calendar.known === false &&
        unknownStretches(week, person, day).map((one) => (
          <div
            key={one.start}
            className="hatch absolute right-3 left-2 border border-dashed border-hatch opacity-60"
            style={box(one)}
          />
        ))}
      {blocksOf(week, day).map((block) => {
        const count = countIn(week, block);
        const mine = person && block.people.some(({ id }) => id === person.id);
        const names = [...block.people].sort(
          (a, b) => Number(b.id === person?.id) - Number(a.id === person?.id),
        );
        return (
          <div
            key={block.start}
            className="absolute left-2 animate-join overflow-hidden border border-accent-line px-1.5 text-caption text-ink-2"
            style={{
              ...box(block),
              // Stretches that touch share a line.
              height: heightOf(block) + 1,
              right: mine ? 14 : 20,
              background: `color-mix(in oklab, var(--accent-tint), var(--accent-tint-2) ${depthOf(count)}%)`,
            }}
          >
            {heightOf(block) >= 12 && count > 1 && (
              <span
                className={`times float-right ml-1 font-medium ${heightOf(block) < 18 ? "leading-3" : "leading-5"}`}
              >
                {count}
              </span>
            )}
            {heightOf(block) >= 18 && (
              <span className={classNames("block truncate leading-5", mine && "font-medium text-ink")}>
                {foldNames(
                  names.map(({ shortName }) => shortName),
                  18,
                  count,
                )}
              </span>
            )}
          </div>
        );
      })}
      <Closed day={day} week={week} frame={frame} person={person} />
      {chosen && person && isFree(week, person.id, chosen.start) && (
        <div
          key={chosen.start}
          className="absolute right-1.5 left-1 animate-join rounded-badge bg-accent px-1.5 text-caption font-semibold text-on-accent outline-2 outline-offset-1 outline-accent"
          style={box(chosen)}
        >
          <span className="times block truncate leading-5">
            {formatTimeRange(chosen.start, chosen.end, zone)}
          </span>
        </div>
      )}
    </div>
  );
}

/** Where somebody unknown works and the requester is free: they may be asked, and nobody knows. */
function unknownStretches(week: Week, person: Counterpart, day: Interval): Interval[] {
  const starts = week.startsBy.get(person.id) ?? [];
  return mergeIntervals(
    starts
      .filter((start) => start >= day.start && start < day.end)
      .map((start) => ({ start, end: start + week.lengthMin * MINUTE_MS })),
  );
}

/** What has passed, and what notice forbids. */
function Closed({ day, week, frame, person }: Pick<DayProps, "day" | "week" | "frame" | "person">) {
  const until = Math.min(day.end, Math.max(week.now, person?.opensAt ?? week.now));
  if (until <= day.start) return null;
  const isToday = week.now >= day.start && week.now < day.end;
  const bottom =
    until === day.end ? ((frame.lastMin - frame.firstMin) / 60) * HOUR_PX : topOf(until, week.zone, frame);
  const nowPx = topOf(week.now, week.zone, frame);
  const seen = (px: number) => px >= 0 && px <= ((frame.lastMin - frame.firstMin) / 60) * HOUR_PX;
  return (
    <>
      <div
        className="absolute inset-x-0 top-0 bg-canvas opacity-80"
        style={{ height: Math.max(0, bottom) }}
      />
      {isToday && seen(nowPx) && (
        <div className="absolute inset-x-0 border-t-2 border-ink" style={{ top: nowPx }} />
      )}
      {isToday && person && person.notice !== "" && person.opensAt > week.now && bottom - nowPx > 24 && (
        <p
          className="absolute inset-x-0 truncate px-2 text-caption text-ink-3"
          style={{ top: Math.max(4, nowPx + 4) }}
        >
          {person.notice}
        </p>
      )}
    </>
  );
}
