import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";

/** One grey bar. Size it by class: `<Skeleton className="h-4 w-40" />`. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("animate-wait rounded-badge bg-line", className)} />;
}

const widths = ["w-3/4", "w-1/2", "w-2/3"];

/** Lines still to come, under words that say what is being waited for: "Comparing 14 calendars". */
export function LoadingLines({
  label,
  lines = 3,
  className,
}: {
  label: string;
  lines?: number;
  className?: string;
}) {
  return (
    <div role="status" className={classNames("grid gap-2.5 p-4", className)}>
      <p className="flex items-center gap-2 text-meta text-ink-2">
        <Spinner className="size-3.5" />
        {label}
      </p>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical bars, never reordered.
        <Skeleton key={line} className={classNames("h-2.5", widths[line % widths.length])} />
      ))}
    </div>
  );
}
