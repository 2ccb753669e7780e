import type { Known } from "@/components/people/knowledge";
import { ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";

const GROUPS: readonly { label: string; holds: (known: Known) => boolean }[] = [
  { label: "Can teach", holds: ({ level }) => level === "can_teach" },
  { label: "Can do", holds: ({ level }) => level === "can_do" },
  { label: "Can follow", holds: ({ level }) => level === "can_follow" },
  { label: "Wants to learn", holds: ({ wantsToLearn }) => wantsToLearn },
];

/** What a person can do with each system, and what they want to learn. */
export function Knowledge({
  knowledge,
  firstName,
  isMe,
}: {
  knowledge: readonly Known[];
  firstName: string;
  isMe: boolean;
}) {
  const groups = GROUPS.map(({ label, holds }) => ({ label, systems: knowledge.filter(holds) })).filter(
    ({ systems }) => systems.length > 0,
  );
  return (
    <Panel title={isMe ? "What you can do" : `What ${firstName} can do`}>
      {groups.length === 0 ? (
        <EmptyState
          mark={<SeatMark seats={[{ filled: true }, { filled: false }]} />}
          title={isMe ? "You have not said yet." : `${firstName} has not said yet.`}
          action={
            isMe && (
              <ButtonLink href="/settings/systems" size="sm">
                Say what you can do
              </ButtonLink>
            )
          }
        >
          {isMe
            ? "Colleagues find you by the systems that you can do or teach."
            : "You can still ask their team to pair."}
        </EmptyState>
      ) : (
        <dl className="divide-y divide-line">
          {groups.map(({ label, systems }) => (
            <div key={label} className="grid gap-x-5 gap-y-2 px-4 py-3.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
              <dt className="text-meta font-medium text-ink-2 sm:pt-0.5">{label}</dt>
              <dd>
                <ul className="flex flex-wrap gap-2">
                  {systems.map(({ systemId, slug, name }) => (
                    <li key={systemId}>
                      <Chip href={`/systems/${slug}`}>{name}</Chip>
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
