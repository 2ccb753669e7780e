import { Check } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Panel } from "@/components/ui/panel";

type Size = { teams: number; systems: number; people: number; requests: number };

/** One person is the admin alone. */
const ENOUGH_PEOPLE = 2;

const STEPS = [
  {
    title: "Name the teams",
    why: "A request asks a team. Two are enough to begin.",
    href: "/admin/teams",
    deed: "Add teams",
    count: ({ teams }: Size) => teams,
    enough: 2,
  },
  {
    title: "Name the systems",
    why: "What people work on: “Cassandra”, “billing API”. Each person says how well they know it.",
    href: "/admin/systems",
    deed: "Add systems",
    count: ({ systems }: Size) => systems,
    enough: 1,
  },
  {
    title: "Bring in the people",
    why: "Import a list, or let them sign in: whoever has an address of the company may.",
    href: "/admin/import",
    deed: "Import people",
    count: ({ people }: Size) => people,
    enough: ENOUGH_PEOPLE,
  },
  {
    title: "Post the first request",
    why: "Something you would like to sit down with somebody for.",
    href: "/requests/new",
    deed: "Post a request",
    count: ({ requests }: Size) => requests,
    enough: 1,
  },
];

/** Whether the company still lacks something to begin with. */
export const isFirstHour = (size: Size): boolean => STEPS.some(({ count, enough }) => count(size) < enough);

/** From an empty company to its first request, in four steps with ticks. */
export function FirstHour({ size }: { size: Size }) {
  const next = STEPS.findIndex(({ count, enough }) => count(size) < enough);
  return (
    <Panel
      title="The first hour"
      aside={`${STEPS.filter(({ count, enough }) => count(size) >= enough).length} of ${STEPS.length} done`}
    >
      <ol className="divide-y divide-line">
        {STEPS.map(({ title, why, href, deed, count, enough }, at) => {
          const isDone = count(size) >= enough;
          return (
            <li key={href} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <span
                aria-hidden
                className={classNames(
                  "times inline-flex size-6 shrink-0 items-center justify-center rounded-full border text-caption font-medium",
                  isDone ? "border-accent bg-accent text-on-accent" : "border-line-strong text-ink-2",
                )}
              >
                {isDone ? <Check className="size-3.5" strokeWidth={2.5} /> : at + 1}
              </span>
              <div className="min-w-0 flex-1 basis-56">
                <p className="font-medium">
                  {title}
                  {isDone && <span className="sr-only">, done</span>}
                </p>
                <p className="text-meta text-ink-3">{isDone ? `${count(size)} so far.` : why}</p>
              </div>
              <ButtonLink size="sm" tone={at === next ? "primary" : "secondary"} href={href}>
                {deed}
              </ButtonLink>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
