import { firstName } from "@/components/people/first-name";
import { PersonSeats } from "@/components/people/person-chip";
import type { Action } from "@/components/ui/action";
import { ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Deed } from "@/components/ui/deed";
import type { Pairing, SystemView } from "@/lib/knowledge/schema";
import { formatDay, formatTime } from "@/lib/time/format";
import { askHref } from "./ask-address";
import { beforeWords, verdictSentences } from "./verdict-words";

const EDGES = {
  nobody: "border-l-danger",
  only_one: "border-l-warn-line",
  several: "border-l-accent-line",
} as const;

/** What the suggestion needs to become a request. */
type Ask = {
  /** The reader's, IANA. */
  zone: string;
  /** Made once for the page, so that two clicks are one request. */
  askKey: string;
  askToLearn: Action;
};

/** Whether enough people can do it, what it means if one leaves, and who could sit down together about it. */
export function VerdictPanel({ system, ...ask }: { system: SystemView } & Ask) {
  const { title, means } = verdictSentences(system);
  return (
    <section
      className={classNames(
        "mb-5 flex flex-wrap items-center justify-between gap-x-10 gap-y-4 rounded-panel border border-l-4 border-line bg-surface px-5 py-4 sm:px-6 sm:py-5",
        EDGES[system.verdict.risk],
      )}
    >
      <div className="min-w-0 flex-1 basis-80">
        <h2 className="text-title">{title}</h2>
        <p className="text-note text-ink-2">
          {means} {beforeWords(system.before)}
        </p>
      </div>
      {system.pairing && <Suggestion system={system} pairing={system.pairing} {...ask} />}
    </section>
  );
}

function Suggestion({
  system,
  pairing,
  zone,
  askKey,
  askToLearn,
}: { system: SystemView; pairing: Pairing } & Ask) {
  const { teacher, learner, mine, at } = pairing;
  const [can, wants] = [firstName(teacher.name), firstName(learner.name)];
  const title = {
    teacher: `Pair with ${wants}`,
    learner: `Pair with ${can}`,
    none: `Pair ${can} with ${wants}`,
  }[mine ?? "none"];
  const why = {
    teacher: `${wants} wants to learn it.`,
    learner: `You want to learn it, and ${can} ${teacher.level === "can_teach" ? "can teach it" : "can do it"}.`,
    none: `${wants} wants to learn it.`,
  }[mine ?? "none"];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 sm:border-l sm:border-line sm:pl-6">
      <PersonSeats people={[teacher, learner]} />
      <div className="min-w-0">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-meta text-ink-2">
          {why}
          {at !== null && (
            <>
              {" "}
              {mine ? "You are both free" : "Both free"}{" "}
              <time dateTime={new Date(at).toISOString()}>
                {formatDay(at, zone)} {formatTime(at, zone)}
              </time>
              .
            </>
          )}
        </p>
      </div>
      {mine === "learner" ? (
        <Deed
          action={askToLearn}
          input={{ key: askKey, slug: system.slug, personId: teacher.id }}
          said="Posted. Choose a time, or change the words."
          tone="primary"
        >
          Post this request
        </Deed>
      ) : (
        <ButtonLink
          href={askHref(system, mine === "teacher" ? learner : teacher)}
          tone={mine ? "primary" : "secondary"}
          wideOnPhone
        >
          {mine ? `Ask ${wants} to pair` : `Ask ${can} yourself`}
        </ButtonLink>
      )}
    </div>
  );
}
