"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { Checkbox } from "@/components/ui/checkbox";
import { FilterChip, filterClasses } from "@/components/ui/chip";
import { Menu, MenuLink } from "@/components/ui/menu";
import type { FilterKind, FoundNotes } from "@/lib/notes/schema";
import { formatDate } from "@/lib/time/format";
import { addDays } from "@/lib/time/zone";
import { notesHref, toggled, withoutAfter, withParam } from "./search-address";

const KINDS = ["system", "team", "with"] as const;
const TITLES: Record<FilterKind, string> = { system: "System", team: "Team", with: "With" };

type Props = { found: FoundNotes; search: string };

/** What is chosen, each with a cross, and menus for what is not. */
export function FilterBar({ found, search }: Props) {
  const { filters, chosen, facets, today } = found;
  return (
    <div className="flex gap-2 scroll-sideways">
      {chosen.map(({ kind, value, name }) => (
        <FilterChip key={`${kind} ${value}`} href={notesHref(toggled(search, kind, value, true))} on>
          {kind}: {name}
        </FilterChip>
      ))}
      {KINDS.filter((kind) => facets[kind].some(({ value }) => !filters[kind].includes(value))).map(
        (kind) => (
          <Menu
            key={kind}
            triggerClass={filterClasses(false)}
            trigger={
              <>
                {TITLES[kind]} <ChevronDown aria-hidden strokeWidth={1.75} />
              </>
            }
          >
            {facets[kind]
              .filter(({ value }) => !filters[kind].includes(value))
              .map(({ value, name, count }) => (
                <MenuLink key={value} href={notesHref(toggled(search, kind, value, false))} scroll={false}>
                  <span className="flex justify-between gap-6">
                    {name} <span className="times text-ink-3">{count}</span>
                  </span>
                </MenuLink>
              ))}
          </Menu>
        ),
      )}
      {filters.after ? (
        <FilterChip href={notesHref(withoutAfter(search))} on>
          after: {formatDate(Date.parse(`${filters.after}T12:00Z`), "UTC")}
        </FilterChip>
      ) : (
        <Menu
          triggerClass={filterClasses(false)}
          trigger={
            <>
              After <ChevronDown aria-hidden strokeWidth={1.75} />
            </>
          }
        >
          {PERIODS.map(({ words, days }) => (
            <MenuLink
              key={days}
              href={notesHref(withParam(search, "after", addDays(today, -days)))}
              scroll={false}
            >
              {words}
            </MenuLink>
          ))}
        </Menu>
      )}
      <span className="self-center pl-1 text-meta whitespace-nowrap text-ink-3 max-lg:hidden">
        Also: <code className="font-mono">"exact words" -without</code>
      </span>
    </div>
  );
}

const PERIODS = [
  { words: "The past week", days: 7 },
  { words: "The past four weeks", days: 28 },
  { words: "The past three months", days: 91 },
  { words: "The past year", days: 365 },
];

/**
 * The same filters with how many notes each would leave, beside the results where there is room. A tick shows at once,
 * the notes a moment later. `isOld`: the notes are still those of an earlier search.
 */
export function Facets({
  found,
  search,
  isOld,
  go,
}: Props & { isOld: boolean; go: (search: string) => void }) {
  const [ticked, setTicked] = useState<{ search: string; value: string } | null>(null);
  const address = new URLSearchParams(search);
  return KINDS.filter((kind) => found.facets[kind].length > 0).map((kind) => (
    <fieldset key={kind} className="mb-6">
      <legend className="mb-1.5 text-section">{TITLES[kind]}</legend>
      {found.facets[kind].map(({ value, name, discipline, count }) => {
        const isFlipped = ticked?.search === search && ticked.value === value;
        const isOn = (isOld ? address.getAll(kind) : found.filters[kind]).includes(value) !== isFlipped;
        return (
          <Checkbox
            key={value}
            checked={isOn}
            onChange={() => {
              setTicked({ search, value });
              go(toggled(search, kind, value, isOn));
            }}
            aside={count}
            label={
              <span className="flex items-center gap-2">
                {discipline && <DisciplineMark discipline={discipline} />}
                <span className="min-w-0 truncate">{name}</span>
              </span>
            }
          />
        );
      })}
    </fieldset>
  ));
}
