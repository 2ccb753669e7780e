import type { ReactNode } from "react";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { classNames } from "@/components/ui/class-names";

/** The head of a page: crumbs, title, a line beneath it, and actions at the far end (under it on a phone). */
export function PageHeader({
  title,
  crumbs,
  beside,
  meta,
  actions,
  mark,
  className,
}: {
  title: ReactNode;
  crumbs?: readonly { label: string; href?: string }[];
  /** On the title's own line, quietly: "15 open requests, 11 shown". */
  beside?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  /** A drawing before the title: who sits here. */
  mark?: ReactNode;
  className?: string;
}) {
  return (
    <header
      className={classNames("flex flex-wrap items-end justify-between gap-x-6 gap-y-4 pt-6 pb-5", className)}
    >
      <div className="flex min-w-0 flex-1 basis-80 items-center gap-x-7 gap-y-4 max-sm:items-start max-sm:gap-x-4">
        {mark && <div className="shrink-0">{mark}</div>}
        <div className="min-w-0">
          {crumbs && <Breadcrumbs crumbs={crumbs} />}
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h1 className="min-w-0 text-title wrap-anywhere">{title}</h1>
            {beside !== undefined && <p className="text-meta text-ink-3">{beside}</p>}
          </div>
          {meta && <div className="mt-1.5 text-meta text-ink-2">{meta}</div>}
        </div>
      </div>
      {actions && (
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:[&>*]:flex-1">{actions}</div>
      )}
    </header>
  );
}
