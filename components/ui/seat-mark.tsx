import { classNames } from "@/components/ui/class-names";
import { type SeatTone, toneClass } from "@/components/ui/seat";

export type MarkSeat = { filled: boolean; tone?: SeatTone; initials?: string };

/** Lengths in the drawing's own units: the desk, a seat, the gap between them, and the desk's end beyond a seat. */
type Geometry = {
  desk: number;
  width: number;
  height: number;
  gap: number;
  inset: number;
  step: number;
  corner: number;
};

const small: Geometry = { desk: 2.5, width: 9.5, height: 6.25, gap: 1, inset: 2, step: 13, corner: 0.75 };
const large: Geometry = { desk: 6, width: 52, height: 46, gap: 5, inset: 6, step: 62, corner: 5 };

/** Below this the hole of a hollow seat closes, and a paler seat says it instead. In px. */
const HOLLOW_FROM = 20;
/** From here on seats are drawn with initials. In px. */
const LARGE_FROM = 48;

/**
 * People at one desk: the first seat above it, the second below, and so on in turn. Filled is taken, hollow is open.
 * `size` is the width of a desk for two, in px; more seats make it wider, not taller.
 * The mark takes the text colour; `deskClass` colours the desk alone. `label` names it; without one it is decoration.
 */
export function SeatMark({
  seats,
  size = 22,
  label,
  deskClass,
  className,
}: {
  seats: readonly MarkSeat[];
  size?: number;
  label?: string;
  deskClass?: string;
  className?: string;
}) {
  const drawn = size >= LARGE_FROM ? large : small;
  const { places, width } = arrange(seats.length, drawn);
  const two = arrange(2, drawn).width;
  const height = 2 * (drawn.height + drawn.gap) + drawn.desk;
  const scale = size / two;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width * scale}
      height={height * scale}
      className={classNames("shrink-0 overflow-visible", className)}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect
        y={drawn.height + drawn.gap}
        width={width}
        height={drawn.desk}
        rx={drawn.desk / 2}
        className={classNames("fill-current", deskClass)}
      />
      {seats.map((seat, at) => {
        const place = places[at] ?? { x: 0, above: true };
        const y = place.above ? 0 : drawn.height + 2 * drawn.gap + drawn.desk;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a seat is its place at the desk.
          <g key={at} transform={`translate(${place.x} ${y})`}>
            {drawn === large ? (
              <LargeSeat seat={seat} above={place.above} />
            ) : (
              <SmallSeat filled={seat.filled} above={place.above} closed={size < HOLLOW_FROM} />
            )}
          </g>
        );
      })}
    </svg>
  );
}

function SmallSeat({ filled, above, closed }: { filled: boolean; above: boolean; closed: boolean }) {
  if (filled || closed)
    return (
      <path d={outline(small, above, 0)} className={classNames("fill-current", !filled && "opacity-40")} />
    );
  return (
    <path
      d={outline(small, above, 0.65)}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.3}
      strokeLinejoin="round"
    />
  );
}

function LargeSeat({ seat, above }: { seat: MarkSeat; above: boolean }) {
  if (!seat.filled)
    return (
      <path
        d={outline(large, above, 0.5)}
        className="fill-none stroke-line-strong"
        strokeWidth={1}
        strokeDasharray="3 2"
      />
    );
  return (
    <g className={toneClass[seat.tone ?? "other"]}>
      <path d={outline(large, above, 0)} className="fill-tone-seat" />
      <text
        x={large.width / 2}
        y={large.height / 2 + (above ? 2 : -2)}
        textAnchor="middle"
        dominantBaseline="central"
        className="fill-tone font-semibold"
        fontSize={17}
      >
        {seat.initials}
      </text>
    </g>
  );
}

/** Where each seat goes: in two rows, facing each other; two alone sit a step apart, three or five in the gaps. */
export function arrange(count: number, { width, inset, step }: Pick<Geometry, "width" | "inset" | "step">) {
  const above = Math.ceil(count / 2);
  const below = count - above;
  const wide = Math.max(0, above - 1) * step + width + 2 * inset;
  const pair = count <= 2 ? 8 * (width / 9.5) : 0;
  const shift = count <= 2 ? pair : above === below ? 0 : step / 2;
  const places = Array.from({ length: count }, (_, at) => {
    const row = Math.floor(at / 2);
    return at % 2 === 0
      ? { x: inset + row * step, above: true }
      : { x: inset + shift + row * step, above: false };
  });
  return { places, width: count <= 2 ? width + pair + 2 * inset : wide };
}

/** A seat's outline, pulled in by `by` for a stroke: a flat side towards the desk with small corners, an arch away. */
function outline({ width, height, corner }: Geometry, above: boolean, by: number) {
  const left = by;
  const right = width - by;
  const round = (right - left) / 2;
  const flat = above ? height - by : by;
  const top = above ? by : height - by;
  const side = above ? 1 : -1;
  const sweep = above ? 1 : 0;
  const shoulder = Math.min(round, Math.abs(flat - top) - corner);
  return [
    `M${left + corner} ${flat}`,
    `Q${left} ${flat} ${left} ${flat - side * corner}`,
    `V${top + side * shoulder}`,
    `A${round} ${shoulder} 0 0 ${sweep} ${right} ${top + side * shoulder}`,
    `V${flat - side * corner}`,
    `Q${right} ${flat} ${right - corner} ${flat}`,
    "Z",
  ].join("");
}
