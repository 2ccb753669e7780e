import { ChevronDown } from "lucide-react";
import { filterClasses } from "@/components/ui/chip";
import { Menu, MenuLink } from "@/components/ui/menu";
import { MAP_SORTS, type MapView, MOST_MAP_TEAMS } from "@/lib/knowledge/schema";
import { mapHref } from "./map-address";
import { sinceWords } from "./map-words";

const SORTS = { risk: "Sorted by risk", name: "Sorted by name" } as const;

/** Whose columns, in which order the rows, and since when they are compared. All of it is in the address. */
export function MapControls({ view }: { view: MapView }) {
  const { teams, allTeams, sort, quarters, since } = view;
  const isOn = (id: string) => teams.some((team) => team.id === id);
  const toggled = (id: string) =>
    isOn(id) ? teams.filter((team) => team.id !== id) : [...teams, { id }].slice(-MOST_MAP_TEAMS);
  const quarter = quarters[since];
  return (
    <div className="flex scroll-sideways gap-2 max-sm:basis-full">
      <Menu
        align="end"
        triggerClass={filterClasses(false)}
        trigger={
          <>
            {teams.length === 1 ? teams[0]?.name : `${teams.length} teams`}
            <ChevronDown aria-hidden strokeWidth={1.75} />
          </>
        }
      >
        {allTeams.map(({ id, name }) => (
          <MenuLink key={id} on={isOn(id)} href={mapHref(view, { teams: toggled(id) })} scroll={false}>
            {name}
          </MenuLink>
        ))}
      </Menu>
      <Menu
        align="end"
        triggerClass={filterClasses(false)}
        trigger={
          <>
            {SORTS[sort]}
            <ChevronDown aria-hidden strokeWidth={1.75} />
          </>
        }
      >
        {MAP_SORTS.map((one) => (
          <MenuLink key={one} on={sort === one} href={mapHref(view, { sort: one })} scroll={false}>
            {SORTS[one]}
          </MenuLink>
        ))}
      </Menu>
      {quarter && (
        <Menu
          align="end"
          triggerClass={filterClasses(false)}
          trigger={
            <>
              {sinceWords(quarter)}
              <ChevronDown aria-hidden strokeWidth={1.75} />
            </>
          }
        >
          {quarters.toReversed().map((date) => (
            <MenuLink key={date} on={date === quarter} href={mapHref(view, { quarter: date })} scroll={false}>
              {sinceWords(date)}
            </MenuLink>
          ))}
        </Menu>
      )}
    </div>
  );
}
