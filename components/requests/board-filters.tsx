import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { FilterChip, filterClasses } from "@/components/ui/chip";
import { Menu, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { DISCIPLINES } from "@/lib/people/schema";
import { BOARD_STATES, type BoardFilters, type BoardView, LENGTHS_MIN } from "@/lib/requests/schema";
import { boardHref } from "./board-address";
import { filterWords, STATE_WORDS } from "./board-words";
import { SortMenu } from "./sort-menu";

/** Every filter is a link, so that the board can be sent to somebody as it is. */
export function BoardFilterBar({ board }: { board: BoardView }) {
  const { filters, counts, without } = board;
  const href = (change: Partial<Record<keyof BoardFilters, unknown>>) => boardHref(filters, change);
  const inMenus = without.filter(({ filter }) => filter !== "help" && filter !== "learn");
  return (
    <nav aria-label="Filters" className="relative flex items-center gap-2 scroll-sideways sm:flex-wrap">
      <FilterChip
        href={href({ help: !filters.help })}
        on={filters.help}
        count={filters.help ? undefined : counts.help}
      >
        I could help
      </FilterChip>
      <FilterChip
        href={href({ learn: !filters.learn })}
        on={filters.learn}
        count={filters.learn ? undefined : counts.learn}
      >
        I want to learn this
      </FilterChip>
      <span aria-hidden className="mx-1 h-6 border-l border-line" />
      <TeamMenu board={board} />
      <FilterMenu label="System">
        {board.choices.systems.map(({ id, name, slug }) => {
          const on = filters.system === slug;
          return (
            <MenuLink key={id} on={on} href={href({ system: on ? undefined : slug })} scroll={false}>
              {name}
            </MenuLink>
          );
        })}
      </FilterMenu>
      <FilterMenu label="Discipline">
        {board.choices.disciplines.map((discipline) => {
          const on = filters.discipline === discipline;
          return (
            <MenuLink
              key={discipline}
              on={on}
              href={href({ discipline: on ? undefined : discipline })}
              scroll={false}
            >
              <span className="flex items-center gap-2">
                <DisciplineMark discipline={discipline} /> {DISCIPLINES[discipline]}
              </span>
            </MenuLink>
          );
        })}
      </FilterMenu>
      <FilterMenu label="Length">
        {LENGTHS_MIN.map((minutes) => {
          const on = filters.length === String(minutes);
          return (
            <MenuLink key={minutes} on={on} href={href({ length: on ? undefined : minutes })} scroll={false}>
              {minutes} minutes or less
            </MenuLink>
          );
        })}
      </FilterMenu>
      <FilterMenu label={STATE_WORDS[filters.state]} name="State">
        {BOARD_STATES.map((state) => (
          <MenuLink key={state} on={filters.state === state} href={href({ state })} scroll={false}>
            {STATE_WORDS[state]}
          </MenuLink>
        ))}
      </FilterMenu>
      {inMenus.map(({ filter }) => (
        <FilterChip key={filter} on href={href({ [filter]: undefined })}>
          {filterWords(board, filter)}
        </FilterChip>
      ))}
      {without.length > 0 && (
        <Link
          href={boardHref({ state: filters.state, sort: filters.sort } as BoardFilters, {})}
          scroll={false}
          className="link shrink-0 text-meta whitespace-nowrap"
        >
          Clear filters
        </Link>
      )}
      <SortMenu board={board} className="pl-1 sm:hidden" />
    </nav>
  );
}

function TeamMenu({ board: { filters, choices } }: { board: BoardView }) {
  const links = (name: "team" | "from", teams: BoardView["choices"]["teams"]) =>
    teams.map((team) => {
      const on = filters[name] === team.id;
      return (
        <MenuLink
          key={team.id}
          on={on}
          href={boardHref(filters, { [name]: on ? undefined : team.id })}
          scroll={false}
        >
          <span className="flex items-center gap-2">
            <DisciplineMark discipline={team.discipline} /> {team.name}
          </span>
        </MenuLink>
      );
    });
  return (
    <FilterMenu label="Team">
      <MenuHeading>Asks</MenuHeading>
      {links("team", choices.teams)}
      <MenuSeparator />
      <MenuHeading>From</MenuHeading>
      {links("from", choices.from)}
    </FilterMenu>
  );
}

const MenuHeading = ({ children }: { children: string }) => (
  <li className="px-2.5 pt-2 pb-1 text-caption text-ink-3">{children}</li>
);

function FilterMenu({
  label,
  name = label,
  children,
}: {
  label: string;
  name?: string;
  children: React.ReactNode;
}) {
  return (
    <Menu
      label={name === label ? `${label}: filter` : `${name}: ${label}`}
      triggerClass={filterClasses(false)}
      panelClass="max-h-96 overflow-y-auto"
      trigger={
        <>
          {label}
          <ChevronDown aria-hidden strokeWidth={1.75} />
        </>
      }
    >
      {children}
    </Menu>
  );
}
