import { classNames } from "@/components/ui/class-names";
import { type SeatTone, toneClass } from "@/components/ui/seat";

const marks = new Map<string, SeatTone>([
  ["dev", "dev"],
  ["ops", "ops"],
  ["mobile", "mob"],
  ["web", "web"],
  ["data", "dat"],
  ["security", "sec"],
  ["support", "sup"],
  ["sales", "sal"],
  ["marketing", "mkt"],
]);

const names = new Map([
  ["dev", "development"],
  ["ops", "operations"],
]);

/** The colour family of a discipline; one we have no colour for is grey. */
export const disciplineTone = (discipline: string): SeatTone => marks.get(discipline) ?? "other";

/** Three letters on a tint, beside a team's name; the discipline's full name is read out. */
export function DisciplineMark({ discipline, className }: { discipline: string; className?: string }) {
  const tone = disciplineTone(discipline);
  const name = names.get(discipline) ?? discipline;
  return (
    <span
      title={name}
      className={classNames(
        "inline-flex h-5 shrink-0 items-center rounded-badge bg-tone-tint px-1.5 font-mono text-caption font-medium text-tone",
        toneClass[tone],
        className,
      )}
    >
      <span aria-hidden>{tone === "other" ? discipline.slice(0, 3) : tone}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}

/** A team: its discipline's mark, then its name. */
export function TeamName({
  discipline,
  name,
  className,
}: {
  discipline: string;
  name: string;
  className?: string;
}) {
  return (
    <span className={classNames("inline-flex min-w-0 items-center gap-2", className)}>
      <DisciplineMark discipline={discipline} />
      <span className="min-w-0">{name}</span>
    </span>
  );
}
