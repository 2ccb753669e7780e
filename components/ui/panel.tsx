import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** A surface. With a `title` it has a header row, and `aside` at the row's end (a count, a badge, a button). */
export function Panel({
  title,
  aside,
  level = 2,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"section">, "title"> & { title?: ReactNode; aside?: ReactNode; level?: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      {...rest}
      className={classNames("min-w-0 overflow-clip rounded-panel border border-line bg-surface", className)}
    >
      {title !== undefined && (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2">
          <Heading className="text-section">{title}</Heading>
          {aside !== undefined && <div className="flex items-center gap-2 text-meta text-ink-3">{aside}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** A heading that stands on the page, above a panel without one. */
export function SectionHeading({
  aside,
  id,
  className,
  children,
}: {
  aside?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={classNames("mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4", className)}>
      <h2 id={id} className="text-section">
        {children}
      </h2>
      {aside !== undefined && (
        <div className="text-meta text-ink-3 has-[svg]:flex has-[svg]:self-center">{aside}</div>
      )}
    </div>
  );
}

/** The padded inside of a panel. */
export function PanelBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={classNames("p-4", className)}>{children}</div>;
}

/** Rows in a panel, a line between each: `<Rows><li>…</li></Rows>`. Each `li` brings its own padding (`Row` has it). */
export function Rows({ className, ...rest }: ComponentProps<"ul">) {
  return <ul {...rest} className={classNames("divide-y divide-line", className)} />;
}

/**
 * A row of two lines. Where the whole row leads somewhere, the one link inside is a `RowLink`: it is read once, and the
 * row still takes the click.
 */
export function Row({ className, ...rest }: ComponentProps<"li">) {
  return (
    <li
      {...rest}
      className={classNames(
        "relative flex min-h-row-2 items-center gap-4 px-4 py-2 transition-colors has-[a[data-row]:hover]:bg-hover has-[a[data-row]:focus-visible]:bg-hover",
        className,
      )}
    />
  );
}
