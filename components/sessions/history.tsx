import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import type { ChangeView } from "@/lib/sessions/schema";
import { formatDay, formatTime } from "@/lib/time/format";

/** Who changed what, oldest first. Times in the reader's zone. */
export function History({ changes, zone }: { changes: readonly ChangeView[]; zone: string }) {
  if (changes.length === 0) return null;
  return (
    <Panel title="History">
      <ol className="divide-y divide-line">
        {changes.map((change) => (
          <li key={change.id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5 text-meta">
            <span>{words(change, zone)}</span>
            <time dateTime={new Date(change.at).toISOString()} className="text-ink-3">
              {formatDay(change.at, zone)} {formatTime(change.at, zone)}
            </time>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function words({ kind, actorName, detail }: ChangeView, zone: string): ReactNode {
  const who = actorName ?? "Deskside";
  const at = (value: unknown) =>
    typeof value === "number" ? `${formatDay(value, zone)} ${formatTime(value, zone)}` : "another time";
  switch (kind) {
    case "booked":
      return detail.offered === 1
        ? `${who} offered to pair`
        : detail.partners
          ? `${who} booked ${detail.partners}`
          : `${who} came back`;
    case "moved":
      return `${who} moved it from ${at(detail.from)} to ${at(detail.start)}`;
    case "accepted":
      return `${who} will come`;
    case "declined":
      return `${who} said “not now”`;
    case "swapped":
      return `${who} swapped ${detail.from} for ${detail.to}`;
    case "conflict":
      return "It was changed in Google Calendar, against the agreed time";
    case "cancelled":
      return `${who} cancelled it`;
    case "held":
      return `${who} said it happened`;
    case "not_held":
      return `${who} said it did not happen`;
    case "edited":
      return `${who} edited the request`;
  }
}
