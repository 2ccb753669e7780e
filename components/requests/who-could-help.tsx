"use client";

import { useQuery } from "@tanstack/react-query";
import { Panel, PanelBody, SectionHeading } from "@/components/ui/panel";
import { SeatMark } from "@/components/ui/seat-mark";
import type { HelperCount } from "@/lib/requests/schema";
import { helpersQuery } from "./helpers-query";

/** Counts who could take the other seats while the request is being written. */
export function WhoCouldHelp({
  people,
  ...asked
}: {
  teamIds: string[];
  systemIds: string[];
  /** How many seats there are beside the requester's. */
  people: number;
}) {
  const { data, isError } = useQuery(helpersQuery(asked));
  const isAsked = asked.teamIds.length + asked.systemIds.length > 0;
  const found = isAsked ? data : undefined;
  const [lead, rest] =
    isError && !found ? UNANSWERED : found ? wordsOf(found) : isAsked ? WAITING : NOBODY_ASKED;
  return (
    <section aria-labelledby="who-could-help">
      <SectionHeading id="who-could-help">Who could help so far</SectionHeading>
      <Panel>
        <PanelBody className="flex items-start gap-4">
          <SeatMark
            seats={[
              { filled: true },
              ...Array.from({ length: people }, (_, at) => ({ filled: (found?.people ?? 0) > at })),
            ]}
            size={28}
            className={found?.people ? "mt-1 text-accent" : "mt-1 text-ink-3"}
          />
          <div role="status">
            <p className="font-medium">{lead}</p>
            <p className="text-meta text-ink-2">{rest}</p>
          </div>
        </PanelBody>
      </Panel>
    </section>
  );
}

type Words = readonly [lead: string, rest: string];

const NOBODY_ASKED: Words = [
  "Name a team or a system.",
  "Then you see here how many people could sit down with you.",
];
const WAITING: Words = ["Looking.", "Who is in these teams, and who can do these systems."];
const UNANSWERED: Words = [
  "Deskside did not answer.",
  "Who could help is not known now. The request can be posted all the same.",
];

function wordsOf({ people, only, canTeach }: HelperCount): Words {
  if (people === 0) return ["Nobody yet.", "Name another team, or a system that more people know."];
  if (only)
    return [
      `Only ${only} could help${canTeach ? ", and can teach it" : ""}.`,
      `When ${only.split(" ")[0]} is free you see once it is posted.`,
    ];
  const teachers = canTeach === 0 ? "" : `, ${canTeach} of them can teach it`;
  return [`${people} people could help${teachers}.`, "When each of them is free you see once it is posted."];
}
