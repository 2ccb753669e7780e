import { firstName } from "@/components/people/first-name";
import { PersonSeats } from "@/components/people/person-chip";
import { ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { SystemView } from "@/lib/knowledge/schema";
import { verdictSentences } from "./verdict-words";

const EDGES = {
  nobody: "border-l-danger",
  only_one: "border-l-warn-line",
  several: "border-l-accent-line",
} as const;

/** Whether enough people can do it, what it means if one leaves, and who could sit down together about it. */
export function VerdictPanel({ system }: { system: SystemView }) {
  const { title, means } = verdictSentences(system.verdict, system.canFollow.length);
  return (
    <section
      className={classNames(
        "mb-5 flex flex-wrap items-center justify-between gap-x-10 gap-y-4 rounded-panel border border-l-4 border-line bg-surface px-5 py-4 sm:px-6 sm:py-5",
        EDGES[system.verdict.risk],
      )}
    >
      <div className="min-w-0 flex-1 basis-80">
        <h2 className="text-title">{title}</h2>
        <p className="text-note text-ink-2">{means}</p>
      </div>
      {system.pairing && <Pairing system={system} pairing={system.pairing} />}
    </section>
  );
}

function Pairing({ system, pairing }: { system: SystemView; pairing: NonNullable<SystemView["pairing"]> }) {
  const { teacher, learner, mine } = pairing;
  const [can, wants] = [firstName(teacher.name), firstName(learner.name)];
  const title = {
    teacher: `Pair with ${wants}`,
    learner: `Pair with ${can}`,
    none: `Pair ${can} with ${wants}`,
  }[mine ?? "none"];
  const why = {
    teacher: `${wants} wants to learn it from somebody who can.`,
    learner: `You want to learn it, and ${can} ${teacher.level === "can_teach" ? "can teach it" : "can do it"}.`,
    none: `${wants} wants to learn it.`,
  }[mine ?? "none"];
  const ask = new URLSearchParams({
    system: system.slug,
    title: `${system.name}: sit down with ${mine === "teacher" ? wants : can}`,
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 sm:border-l sm:border-line sm:pl-6">
      <PersonSeats people={[teacher, learner]} />
      <div className="min-w-0">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-meta text-ink-2">{why}</p>
      </div>
      <ButtonLink href={`/requests/new?${ask}`} tone={mine ? "primary" : "secondary"} wideOnPhone>
        {mine ? "Post this request" : `Ask ${can} to pair with you`}
      </ButtonLink>
    </div>
  );
}
