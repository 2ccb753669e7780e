import { formatDay, formatTimeRange } from "../time/format";
import type { Interval } from "../time/interval";

type Told = {
  readonly title: string;
  /** First names. */
  readonly others: readonly string[];
};

/** Times in `zone`. */
export const reminderWords = ({
  title,
  others,
  window: { start, end },
  zone,
}: Told & { readonly window: Interval; readonly zone: string }): string =>
  `“${title}”${withWords(others)}: ${formatDay(start, zone)} ${formatTimeRange(start, end, zone)}.`;

export const writeNoteWords = ({ title, others }: Told): string =>
  `What did you take away from “${title}”${withWords(others)}? Write the note while it is fresh.`;

function withWords(others: readonly string[]): string {
  if (others.length === 0) return "";
  return ` with ${others.length === 1 ? others[0] : `${others.slice(0, -1).join(", ")} and ${others.at(-1)}`}`;
}
