import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { ListLink } from "@/components/ui/list-link";

const chip =
  "inline-flex items-center rounded-badge border border-line bg-surface px-2 py-0.5 text-meta text-ink-2";

/** The name of a thing: a system. With `href` it leads there. */
export function Chip({ href, children }: { href?: string; children: ReactNode }) {
  if (!href) return <span className={chip}>{children}</span>;
  return (
    <ListLink
      href={href}
      className={classNames(chip, "transition-colors hover:border-line-strong hover:text-ink")}
    >
      {children}
    </ListLink>
  );
}

const filter =
  "inline-flex min-h-8 shrink-0 items-center gap-2 rounded-control border px-2.5 text-meta font-medium whitespace-nowrap transition-colors max-sm:min-h-11 max-sm:px-3 [&>svg]:size-4 [&>svg]:shrink-0";
const filterOff = "border-line-strong bg-surface text-ink hover:bg-hover";
const filterOn = "border-accent-line bg-accent-tint text-accent-ink hover:bg-accent-tint-2";

/** The classes of a filter, for a menu's trigger beside the chips. */
export const filterClasses = (on: boolean) => classNames(filter, on ? filterOn : filterOff);

/**
 * A filter that is a link: the filters live in the address. `on` shows it chosen, with a cross that `href` takes off.
 * `count` stands quietly behind the words.
 */
export function FilterChip({
  href,
  on = false,
  count,
  children,
  ...rest
}: { on?: boolean; count?: number; children: ReactNode } & Omit<
  ComponentProps<typeof ListLink>,
  "className"
>) {
  return (
    <ListLink href={href} scroll={false} {...rest} className={filterClasses(on)}>
      {children}
      {count !== undefined && <span className="times font-normal text-ink-3">{count}</span>}
      {on && (
        <>
          <X aria-hidden strokeWidth={1.75} />
          <span className="sr-only">, take this filter off</span>
        </>
      )}
    </ListLink>
  );
}
