import type { MapCell } from "@/lib/knowledge/schema";
import type { Level } from "@/lib/people/schema";

/** The height of the bar is the level, so that a map reads without colour; a dashed ring wants to learn. */
export function LevelMark({ level, wantsToLearn }: MapCell) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6">
      {level === "can_follow" && (
        <rect x="5" y="18" width="14" height="3" rx="1" className="fill-accent-line" />
      )}
      {level === "can_do" && <rect x="6" y="12" width="12" height="9" rx="1.5" className="fill-accent" />}
      {level === "can_teach" && (
        <rect x="6" y="4" width="12" height="17" rx="1.5" className="fill-on-accent" />
      )}
      {wantsToLearn && (
        <circle
          cx="12"
          cy={level === "new" ? 12 : 8}
          r="5"
          fill="none"
          strokeWidth="1.75"
          strokeDasharray="3.6 2.7"
          className={level === "can_teach" ? "stroke-accent" : "stroke-ink-2"}
        />
      )}
    </svg>
  );
}

/** The ground under a mark. */
export const levelGround: Record<Level, string> = {
  new: "",
  can_follow: "bg-accent-tint",
  can_do: "bg-accent-tint-2",
  can_teach: "bg-accent",
};

const LEGEND: readonly [words: string, cell: MapCell][] = [
  ["can follow", { level: "can_follow", wantsToLearn: false }],
  ["can do", { level: "can_do", wantsToLearn: false }],
  ["can teach", { level: "can_teach", wantsToLearn: false }],
  ["wants to learn", { level: "new", wantsToLearn: true }],
];

/** What the marks mean. */
export function LevelLegend() {
  return (
    <ul aria-label="Marks" className="flex flex-wrap gap-x-5 gap-y-1 text-meta text-ink-2 max-sm:hidden">
      {LEGEND.map(([words, cell]) => (
        <li key={words} className="flex items-center gap-2">
          <span className={`rounded-badge ${levelGround[cell.level]}`}>
            <LevelMark {...cell} />
          </span>
          {words}
        </li>
      ))}
    </ul>
  );
}
