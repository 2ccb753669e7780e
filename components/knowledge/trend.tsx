import { Fragment } from "react";
import type { TeamPair, WallsView } from "@/lib/knowledge/schema";

/** Higher stacks than this are drawn closer together. */
const HIGHEST = 4;
/** Of more than this the blocks could not be told apart, nor counted: then a stack is one bar of each kind. */
const MOST_BLOCKS = 12;

type Block = { readonly from: number; readonly length: number; readonly isHeld: boolean };

/** What a stack is made of, from below, in sessions. */
const blocksOf = ({ held, unanswered }: { held: number; unanswered: number }, most: number): Block[] =>
  most > MOST_BLOCKS
    ? [
        { from: 0, length: held, isHeld: true },
        { from: held, length: unanswered, isHeld: false },
      ].filter(({ length }) => length > 0)
    : Array.from({ length: held + unanswered }, (_, from) => ({ from, length: 1, isHeld: from < held }));

type Props = { pair: Pick<TeamPair, "counts">; view: Pick<WallsView, "stretches" | "stretchWeeks"> };

/** Each stretch of time with what fell into it, earliest first. */
function trendOf({ pair, view }: Props) {
  const trend = Array.from({ length: view.stretches }, () => ({ held: 0, unanswered: 0 }));
  for (const [stretch, held, unanswered] of pair.counts) {
    const one = trend[stretch];
    if (one) trend[stretch] = { held: one.held + held, unanswered: one.unanswered + unanswered };
  }
  return trend;
}

/** `2 weeks at a time, earliest first: 0 sessions, 0 ...` for those who do not see the bars. */
const trendWords = ({ stretchWeeks }: Props["view"], trend: ReturnType<typeof trendOf>) =>
  `${stretchWeeks === 1 ? "Week by week" : `${stretchWeeks} weeks at a time`}, earliest first: ${trend
    .map(({ held, unanswered }) => (unanswered > 0 ? `${held} and ${unanswered} that found nobody` : held))
    .join(", ")}.`;

/** Sessions as filled blocks, requests that found nobody as dashed ones, a stack for each stretch of time. */
export function TrendBlocks(props: Props) {
  const trend = trendOf(props);
  const most = Math.max(HIGHEST, ...trend.map(({ held, unanswered }) => held + unanswered));
  const [width, height] = [24, 52 / most];
  return (
    <svg
      role="img"
      aria-label={trendWords(props.view, trend)}
      viewBox={`0 0 ${trend.length * width} 56`}
      preserveAspectRatio="none"
      className="block h-14 w-full"
    >
      {trend.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in time.
        <Fragment key={at}>
          {blocksOf(one, most).map(({ from, length, isHeld }) => (
            <rect
              key={from}
              x={at * width + 3}
              y={54 - (from + length) * height + 1.5}
              width={width - 6}
              height={Math.max(1.5, length * height - 2.5)}
              vectorEffect="non-scaling-stroke"
              {...(isHeld
                ? { className: "fill-accent" }
                : { className: "fill-none stroke-warn-line", strokeWidth: 1.5, strokeDasharray: "3 2" })}
            />
          ))}
        </Fragment>
      ))}
      <line
        x1="0"
        x2={trend.length * width}
        y1="55"
        y2="55"
        vectorEffect="non-scaling-stroke"
        className="stroke-line-strong"
      />
    </svg>
  );
}

const BAR = 5;
const GAP = 2;
const HEIGHT = 20;

/** The same in the height of a line: sessions filled, requests that found nobody hollow above them. */
export function TrendLine(props: Props) {
  const trend = trendOf(props);
  const most = Math.max(3, ...trend.map(({ held, unanswered }) => held + unanswered));
  const unit = (HEIGHT - 1) / most;
  return (
    <svg
      role="img"
      aria-label={trendWords(props.view, trend)}
      width={trend.length * (BAR + GAP)}
      height={HEIGHT}
      className="shrink-0"
    >
      {trend.map(({ held, unanswered }, at) => {
        const x = at * (BAR + GAP);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in time.
          <Fragment key={at}>
            <rect x={x} y={HEIGHT - 1} width={BAR} height="1" className="fill-line-strong" />
            {held > 0 && (
              <rect x={x} y={HEIGHT - held * unit} width={BAR} height={held * unit} className="fill-accent" />
            )}
            {unanswered > 0 && (
              <rect
                x={x + 0.5}
                y={HEIGHT - (held + unanswered) * unit + 0.5}
                width={BAR - 1}
                height={Math.max(1, unanswered * unit - 1)}
                className="fill-none stroke-warn-line"
              />
            )}
          </Fragment>
        );
      })}
    </svg>
  );
}
