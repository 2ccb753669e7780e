import { ChevronDown, Download } from "lucide-react";
import { filterClasses } from "@/components/ui/chip";
import { ListLink } from "@/components/ui/list-link";
import { Menu, MenuLink } from "@/components/ui/menu";
import { WALL_WEEKS, type WallsView } from "@/lib/knowledge/schema";
import { DISCIPLINES } from "@/lib/people/schema";
import { wallsFile, wallsHref } from "./walls-address";
import { WEEKS_WORDS } from "./walls-words";

/** How far back, whose walls, as what. All of it is in the address. */
export function WallsControls({ view }: { view: WallsView }) {
  const { weeks, discipline, disciplines } = view;
  return (
    <div className="flex scroll-sideways gap-2">
      <Menu
        align="end"
        triggerClass={filterClasses(false)}
        trigger={
          <>
            {WEEKS_WORDS[weeks]}
            <ChevronDown aria-hidden strokeWidth={1.75} />
          </>
        }
      >
        {WALL_WEEKS.map((one) => (
          <MenuLink key={one} on={one === weeks} href={wallsHref(view, { weeks: one })} scroll={false}>
            {WEEKS_WORDS[one]}
          </MenuLink>
        ))}
      </Menu>
      <Menu
        align="end"
        triggerClass={filterClasses(discipline !== undefined)}
        trigger={
          <>
            {discipline ? DISCIPLINES[discipline] : "All teams"}
            <ChevronDown aria-hidden strokeWidth={1.75} />
          </>
        }
      >
        <MenuLink on={!discipline} href={wallsHref(view, { discipline: undefined })} scroll={false}>
          All teams
        </MenuLink>
        {disciplines.map((one) => (
          <MenuLink
            key={one}
            on={one === discipline}
            href={wallsHref(view, { discipline: one, pair: null })}
            scroll={false}
          >
            {DISCIPLINES[one]}
          </MenuLink>
        ))}
      </Menu>
      <ListLink
        href={wallsHref(view, { view: view.view === "table" ? "picture" : "table" })}
        scroll={false}
        className={filterClasses(false)}
      >
        {view.view === "table" ? "As a picture" : "As a table"}
      </ListLink>
      <a href={wallsFile(view)} download className={filterClasses(false)}>
        <Download aria-hidden strokeWidth={1.75} />
        CSV
      </a>
    </div>
  );
}
