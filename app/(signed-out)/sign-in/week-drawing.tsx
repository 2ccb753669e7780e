import type { CSSProperties } from "react";
import { classNames } from "@/components/ui/class-names";
import { SeatMark } from "@/components/ui/seat-mark";

/** Hours of the day, Ana's. */
type Span = readonly [from: number, to: number];
type Day = { name: string; mine: Span[]; theirs: Span[]; both: Span[]; chosen?: Span };

const week: Day[] = [
  {
    name: "Mon",
    mine: [
      [9, 10.5],
      [13, 15],
    ],
    theirs: [[14.5, 17]],
    both: [],
  },
  {
    name: "Tue",
    mine: [
      [9, 11],
      [13, 16.5],
    ],
    theirs: [
      [14, 15.5],
      [16.8, 19],
    ],
    both: [[14, 15.5]],
    chosen: [14, 14 + 5 / 6],
  },
  {
    name: "Wed",
    mine: [
      [10, 12],
      [14, 15],
    ],
    theirs: [[15.5, 19]],
    both: [],
  },
  {
    name: "Thu",
    mine: [
      [9, 10],
      [13.5, 17.5],
    ],
    theirs: [[15, 17]],
    both: [[15, 17]],
  },
  {
    name: "Fri",
    mine: [
      [9, 12],
      [13, 15.5],
    ],
    theirs: [
      [14, 15.4],
      [17, 19],
    ],
    both: [[14, 15.4]],
  },
];

const hours = ["09:00", "11:00", "13:00", "15:00", "17:00", "19:00"];

const at = ([from, to]: Span): CSSProperties => ({
  left: `${(from - 9) * 10}%`,
  width: `${(to - from) * 10}%`,
});

/** The idea in one picture: my free time above, theirs below, and a block where the two meet. */
export function WeekDrawing() {
  return (
    <figure className="mx-auto w-full max-w-[44rem]">
      <div aria-hidden>
        <div className="flex items-end justify-between pb-3 lg:pl-16">
          <div className="grid gap-1.5">
            <Legend lane="bg-mine" name="Ana’s free time" place="Backend, Berlin" />
            <Legend lane="bg-tone-lane" name="Bo’s free time" place="Platform ops, New York" />
          </div>
          <SeatMark
            size={124}
            deskClass="text-accent"
            className="max-lg:hidden"
            seats={[
              { filled: true, tone: "dev", initials: "AR" },
              { filled: true, tone: "ops", initials: "BL" },
            ]}
          />
        </div>
        {week.map((day) => (
          <DayRow key={day.name} day={day} />
        ))}
        <div className="times flex justify-between pl-13 font-mono text-meta text-ink-3 max-sm:text-caption lg:pl-16">
          {hours.map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
      <figcaption className="mt-7 max-w-[40rem] text-[1.1875rem] leading-7.5 tracking-[-0.01em] lg:pl-16">
        Ana and Bo are both free <strong className="times font-semibold">Tue 14:00–14:50</strong>. Bo can
        teach Cassandra; their teams have not paired since August.
      </figcaption>
    </figure>
  );
}

function Legend({ lane, name, place }: { lane: string; name: string; place: string }) {
  return (
    <p className="tone-ops flex items-center gap-2 text-meta">
      <span className={classNames("h-1.75 w-5.5 rounded-[1px]", lane)} />
      <span className="font-medium">{name}</span>
      <span className="text-ink-3">{place}</span>
    </p>
  );
}

function DayRow({ day }: { day: Day }) {
  return (
    <div className="tone-ops flex h-16 items-center border-t border-line lg:h-19.5">
      <span className="w-13 shrink-0 text-meta text-ink-2 lg:w-16">{day.name}</span>
      <div className="relative h-10.5 flex-1">
        {day.mine.map((span) => (
          <span key={span[0]} style={at(span)} className="absolute top-0 h-1.75 rounded-[1px] bg-mine" />
        ))}
        {day.theirs.map((span) => (
          <span
            key={span[0]}
            style={at(span)}
            className="absolute bottom-0 h-1.75 rounded-[1px] bg-tone-lane"
          />
        ))}
        {day.both.map((span) => (
          <span
            key={span[0]}
            style={at(span)}
            className="absolute inset-y-0 animate-join border border-accent-line bg-accent-tint-2"
          />
        ))}
        {day.chosen && <span style={at(day.chosen)} className="absolute inset-y-0 bg-accent" />}
      </div>
    </div>
  );
}
