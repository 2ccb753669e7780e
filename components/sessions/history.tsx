import { Panel } from "@/components/ui/panel";
import type { ChangeView, ConflictReason } from "@/lib/sessions/schema";
import { formatDay, formatTime } from "@/lib/time/format";

const SOMEBODY = "Somebody";

/** Who changed what, oldest first, also in Google Calendar. Times in the reader's zone. */
export function History({ changes, zone }: { changes: readonly ChangeView[]; zone: string }) {
  if (changes.length === 0) return null;
  return (
    <Panel title="History">
      <ol className="divide-y divide-line">
        {changes.map((change, at) => (
          <li key={change.id} className="grid px-4 py-2.5 text-meta">
            <span className="min-w-0 wrap-anywhere">{changeWords(change, zone, changes.slice(0, at))}</span>
            <time dateTime={new Date(change.at).toISOString()} className="text-ink-3">
              {formatDay(change.at, zone)} {formatTime(change.at, zone)}
            </time>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** One change in a sentence, without its end. `earlier`: what came before it. */
export function changeWords(change: ChangeView, zone: string, earlier: readonly ChangeView[] = []): string {
  if (change.detail.by !== "google") return here(change, zone);
  const declined = earlier.findLast(
    ({ kind, actorName }) => actorName === change.actorName && (kind === "declined" || kind === "accepted"),
  );
  const isLate = change.kind === "accepted" && declined?.kind === "declined";
  return isLate
    ? `${change.actorName ?? SOMEBODY} accepted late, in Google Calendar`
    : inGoogle(change, zone);
}

function here({ kind, actorName, detail, late }: ChangeView, zone: string): string {
  const who = actorName ?? "Deskside";
  switch (kind) {
    case "booked":
      return detail.offered === 1
        ? `${who} offered to pair`
        : detail.returned === 1
          ? `${who} came back`
          : `${who} booked ${detail.partners || "it"}`;
    case "moved":
      return `${who} moved it from ${moment(detail.from, zone)} to ${moment(detail.start, zone)}`;
    case "accepted":
      return `${who} will come`;
    case "declined":
      return `${who} said “not now”`;
    case "swapped":
      return detail.undone === 1
        ? `${who} undid the offer of ${detail.from}`
        : `${who} swapped ${detail.from} for ${detail.to}`;
    case "conflict":
      return detail.kept === 1
        ? detail.reason === "requester_declined"
          ? `${who} comes after all`
          : `${who} kept the agreed time`
        : "It was changed in Google Calendar, against the agreed time";
    case "cancelled":
      return `${actorName ? `${who} cancelled it` : "It was cancelled"}${late ? ` ${late} before` : ""}${
        detail.reason ? `: “${detail.reason}”` : ""
      }`;
    case "held":
      return `${who} said it happened`;
    case "not_held":
      return `${who} said it did not happen`;
    case "edited":
      return `${who} edited the request`;
    case "watched":
      return `${who} came to watch`;
    case "unwatched":
      return `${actorName ?? SOMEBODY} no longer watches`;
    case "made_private":
      return `${who} made it private`;
    case "made_visible":
      return `${who} showed it to the company again`;
  }
}

function inGoogle({ kind, actorName, detail, late }: ChangeView, zone: string): string {
  const who = actorName ?? SOMEBODY;
  switch (kind) {
    case "moved":
      return detail.from === detail.start
        ? `In Google Calendar: now ends at ${typeof detail.end === "number" ? formatTime(detail.end, zone) : "another time"}`
        : `In Google Calendar: moved from ${moment(detail.from, zone)} to ${moment(detail.start, zone)}`;
    case "accepted":
    case "booked":
      return `${who} accepted in Google Calendar`;
    case "declined":
      return `${who} declined in Google Calendar`;
    case "cancelled":
      return `Deleted in Google Calendar${late ? ` ${late} before` : ""}`;
    case "conflict":
      return disputed(detail.reason as ConflictReason | null, who, moment(detail.start, zone));
    default:
      return "In Google Calendar: its text was edited";
  }
}

function disputed(reason: ConflictReason | null, who: string, time: string): string {
  switch (reason) {
    case "taken":
      return `In Google Calendar: moved to ${time}, which was taken`;
    case "all_day":
      return "In Google Calendar: made an all-day event";
    case "recurring":
      return "In Google Calendar: made a repeating event";
    case "past":
      return `In Google Calendar: moved to ${time}, which had passed`;
    case "other_calendar":
      return "In Google Calendar: moved to another calendar";
    case "requester_declined":
      return `${who} declined in Google Calendar`;
    default:
      return "It was changed in Google Calendar, against the agreed time";
  }
}

const moment = (value: unknown, zone: string): string =>
  typeof value === "number" ? `${formatDay(value, zone)} ${formatTime(value, zone)}` : "another time";
