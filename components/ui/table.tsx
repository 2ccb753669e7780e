import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/**
 * A table on a surface. Below 640 px its cells stack into rows of two lines: give a cell `className="max-sm:hidden"`
 * where the phone can do without it. `label` names the table for those who do not see it.
 */
export function Table({ label, className, children, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    <div className="overflow-x-auto rounded-panel border border-line bg-surface">
      <table
        {...rest}
        aria-label={label}
        className={classNames("w-full border-collapse text-left", className)}
      >
        {children}
      </table>
    </div>
  );
}

/** A column's head. */
export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "border-b border-line px-4 py-2 text-meta font-normal whitespace-nowrap text-ink-3 max-sm:sr-only",
        className,
      )}
    />
  );
}

/** A row of the body: 46 px high, lit on hover. */
export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      {...rest}
      className={classNames(
        "h-row border-b border-line transition-colors last:border-b-0 hover:bg-hover max-sm:flex max-sm:h-auto max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:px-4 max-sm:py-2.5",
        className,
      )}
    />
  );
}

/** A cell. */
export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={classNames("px-4 py-1.5 sm:align-middle max-sm:p-0", className)} />;
}

/** A row that names the group of rows below it: "Needed by Wednesday 25 November". */
export function GroupRow({ columns, className, children }: { columns: number } & ComponentProps<"th">) {
  return (
    <tr className="border-b border-line bg-sunken max-sm:flex">
      <th
        scope="rowgroup"
        colSpan={columns}
        className={classNames("px-4 py-1.5 text-left text-meta font-medium text-ink-2", className)}
      >
        {children}
      </th>
    </tr>
  );
}
