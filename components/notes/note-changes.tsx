import { PersonSeat } from "@/components/people/person-chip";
import { Panel } from "@/components/ui/panel";
import { type DiffPiece, NOTE_QUESTIONS, type NoteChange } from "@/lib/notes/schema";
import { formatDay, formatTime, formatTimeRange } from "@/lib/time/format";
import { MINUTE_MS } from "@/lib/time/instant";

/** Who wrote what into a note, latest first: what came is underlined, what went is struck through. */
export function NoteChanges({ changes, zone }: { changes: readonly NoteChange[]; zone: string }) {
  return (
    <ol className="grid gap-4">
      {changes.map((change) => (
        <li key={change.id}>
          <Panel
            level={2}
            title={
              <span className="inline-flex items-center gap-2.5">
                <PersonSeat person={{ name: change.by ?? "?", discipline: change.discipline }} />
                {titleOf(change)}
              </span>
            }
            aside={<When change={change} zone={zone} />}
          >
            <div className="divide-y divide-line">
              {change.parts.map((changed) => (
                <Part key={changed.part} {...changed} />
              ))}
            </div>
            {change.kind === "out_of_date" && <p className="px-4 py-3.5">{change.reason}</p>}
          </Panel>
        </li>
      ))}
    </ol>
  );
}

function Part({ part, pieces }: NoteChange["parts"][number]) {
  const isNew = pieces.every(({ kind }) => kind === "added");
  return (
    <section className="px-4 py-3.5">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold">{NOTE_QUESTIONS[part]}</h3>
        {isNew && <p className="text-meta text-ink-3">New</p>}
      </div>
      <p className="text-note wrap-anywhere whitespace-pre-wrap">
        {pieces.map(({ text, kind }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was written stays as it was.
          <Piece key={at} text={text} kind={isNew ? "same" : kind} />
        ))}
      </p>
    </section>
  );
}

function titleOf({ kind, by }: NoteChange): string {
  const who = by ?? "Somebody who left";
  if (kind === "written") return who;
  return kind === "out_of_date" ? `${who} marked it as out of date` : `${who} said it holds again`;
}

function When({ change: { startedAt, at }, zone }: { change: NoteChange; zone: string }) {
  const times = at - startedAt < MINUTE_MS ? formatTime(at, zone) : formatTimeRange(startedAt, at, zone);
  return (
    <time dateTime={new Date(at).toISOString()} className="times">
      {formatDay(at, zone)} {times}
    </time>
  );
}

function Piece({ text, kind }: DiffPiece) {
  if (kind === "added")
    return (
      <ins className="bg-accent-tint decoration-accent-line decoration-2 underline-offset-3">{text}</ins>
    );
  if (kind === "removed") return <del className="bg-danger-tint text-ink-2">{text}</del>;
  return <>{text}</>;
}
