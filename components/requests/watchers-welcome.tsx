import { Eye } from "lucide-react";

/** A quiet eye in a row of the board: colleagues may watch. */
export const WatchersMark = () => (
  <span title="Watchers welcome" className="ml-2 inline-flex align-[-3px] text-ink-3">
    <Eye aria-hidden strokeWidth={1.75} className="size-4" />
    <span className="sr-only">watchers welcome</span>
  </span>
);

/** `2 may watch`, among the facts of a request. */
export const WatchersFact = ({ max }: { max: number }) => (
  <>
    <Eye aria-hidden strokeWidth={1.75} className="size-4 shrink-0 text-ink-3" />
    {max === 1 ? "1 colleague may watch" : `${max} colleagues may watch`}
  </>
);
