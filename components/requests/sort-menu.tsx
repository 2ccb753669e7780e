import { ChevronDown } from "lucide-react";
import { filterClasses } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import { Menu, MenuLink } from "@/components/ui/menu";
import type { BoardView } from "@/lib/requests/schema";
import { boardHref } from "./board-address";

const SORTS = { "needed-by": "Needed by", newest: "Newest" } as const;

export function SortMenu({ board: { filters }, className }: { board: BoardView; className?: string }) {
  return (
    <div className={classNames("flex shrink-0 items-center gap-2 text-meta text-ink-3", className)}>
      Sort
      <Menu
        label={`Sort: ${SORTS[filters.sort]}`}
        align="end"
        triggerClass={filterClasses(false)}
        trigger={
          <>
            {SORTS[filters.sort]}
            <ChevronDown aria-hidden strokeWidth={1.75} />
          </>
        }
      >
        {(["needed-by", "newest"] as const).map((sort) => (
          <MenuLink key={sort} on={filters.sort === sort} href={boardHref(filters, { sort })} scroll={false}>
            {SORTS[sort]}
          </MenuLink>
        ))}
      </Menu>
    </div>
  );
}
