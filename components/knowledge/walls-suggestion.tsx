import { firstName } from "@/components/people/first-name";
import { PersonSeats } from "@/components/people/person-chip";
import type { Action } from "@/components/ui/action";
import { ButtonLink } from "@/components/ui/button";
import { ListLink } from "@/components/ui/list-link";
import type { WallSuggestion } from "@/lib/knowledge/schema";
import { formatDate, formatDay, formatTime } from "@/lib/time/format";
import { askHref } from "./ask-address";
import { SuggestBoth } from "./suggest-both";

export type SuggestActions = {
  /** Made once for the page, so that two clicks are one suggestion. */
  readonly key: string;
  readonly suggest: Action<{ key: string }>;
  readonly takeBack: Action<void>;
};

/** Two people who could sit down together across a wall, and the one click that tells them. */
export function WallsSuggestion({
  suggestion: { pairing, toldAt },
  zone,
  actions: { key, suggest, takeBack },
}: {
  suggestion: WallSuggestion;
  zone: string;
  actions: SuggestActions;
}) {
  if (!pairing)
    return (
      toldAt !== null && (
        <p className="text-meta text-ink-3">
          Two of them were told on {formatDate(toldAt, zone)} that they could sit down together.
        </p>
      )
    );
  const { system, teacher, learner, mine, at } = pairing;
  const [can, wants] = [firstName(teacher.name), firstName(learner.name)];
  return (
    <div className="grid gap-3 rounded-control bg-sunken p-3.5">
      <div className="flex items-start gap-3">
        <PersonSeats people={[teacher, learner]} />
        <p className="min-w-0 wrap-anywhere text-ink-2">
          {mine === "learner" ? "You want" : `${wants} wants`} to learn{" "}
          <ListLink href={`/systems/${system.slug}`} className="link">
            {system.name}
          </ListLink>
          , and {mine === "teacher" ? "you" : can}{" "}
          {teacher.level === "can_teach" ? "can teach it" : "can do it"}.
          {at !== null && (
            <>
              {" "}
              Both free{" "}
              <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
                {formatDay(at, zone)} {formatTime(at, zone)}
              </time>
              .
            </>
          )}
        </p>
      </div>
      {mine ? (
        <ButtonLink href={askHref(system, mine === "teacher" ? learner : teacher)} tone="primary">
          Ask {mine === "teacher" ? wants : can} to pair
        </ButtonLink>
      ) : (
        <SuggestBoth
          input={{ key, slug: system.slug, teacherId: teacher.id, learnerId: learner.id }}
          suggest={suggest}
          takeBack={takeBack}
        />
      )}
    </div>
  );
}
