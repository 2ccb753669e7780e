import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** Nothing here, and what to do next. `mark`: a small drawing; `action`: one way on. */
export function EmptyState({
  mark,
  title,
  action,
  className,
  children,
}: {
  mark?: ReactNode;
  title: ReactNode;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div className={classNames("flex items-start gap-3.5 px-4 py-5", className)}>
      {mark && <div className="mt-1 shrink-0 text-ink-3">{mark}</div>}
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {children && <div className="max-w-[60ch] text-meta text-pretty text-ink-2">{children}</div>}
        {action && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
