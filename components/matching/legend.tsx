import { disciplineTone } from "@/components/people/discipline-mark";
import { toneClass } from "@/components/ui/seat";
import type { Counterpart } from "@/lib/matching/schema";

/** What the week's colours mean. */
export function Legend({
  person,
  unknown,
  several,
}: {
  person: Counterpart | undefined;
  unknown: readonly Counterpart[];
  /** Whether more than one person may be free at a time. */
  several: boolean;
}) {
  const [first] = unknown;
  const others = first && unknown.length > 1 ? `${unknown.length} people` : first?.shortName;
  return (
    <ul className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-1 text-caption text-ink-2 max-md:hidden">
      <Item mark="w-1 bg-mine">You</Item>
      {person?.calendar.known && (
        <li className={`flex items-center gap-1.5 ${toneClass[disciplineTone(person.discipline)]}`}>
          <span aria-hidden className="h-3.5 w-1 bg-tone-lane" />
          {person.shortName}
        </li>
      )}
      <Item
        mark={`border border-accent-line bg-accent-tint-2 text-center leading-3 font-medium ${several ? "w-4" : "w-3.5"}`}
        sign={several ? "3" : ""}
      >
        {several ? "Free together, and how many" : "Free together"}
      </Item>
      {others && <Item mark="hatch w-2 border border-hatch">{others}, unknown</Item>}
    </ul>
  );
}

const Item = ({ mark, sign, children }: { mark: string; sign?: string; children: React.ReactNode }) => (
  <li className="flex items-center gap-1.5">
    <span aria-hidden className={`h-3.5 ${mark}`}>
      {sign}
    </span>
    <span>{children}</span>
  </li>
);
