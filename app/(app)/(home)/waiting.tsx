import type { ReactNode } from "react";
import { complete } from "@/app/(app)/sessions/[id]/actions";
import { ButtonLink } from "@/components/ui/button";
import { Deed } from "@/components/ui/deed";
import { Fold } from "@/components/ui/fold";
import { Panel, SectionHeading } from "@/components/ui/panel";
import type { MySessions, SessionSummary } from "@/lib/sessions/schema";
import { formatDay } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";

const MOST_SHOWN = 3;

type Props = { sessions: MySessions; zone: string; now: EpochMs };

/** Sessions that are over: whether they happened, and what the actor took away. */
export function Waiting({ sessions: { toConfirm, toLearn }, zone, now }: Props) {
  // Nobody has sat there without a partner: those are closed by themselves.
  const over = toConfirm.filter(({ end, state }) => end <= now && state !== "needs_partner");
  const items = [
    ...over.map((session) => <Confirm key={session.id} session={session} zone={zone} />),
    ...toLearn.map((session) => <Learn key={session.id} session={session} zone={zone} />),
  ];
  if (items.length === 0) return null;
  return (
    <section>
      <SectionHeading>Notes waiting for you</SectionHeading>
      <Panel>
        <Fold shown={MOST_SHOWN}>{items}</Fold>
      </Panel>
    </section>
  );
}

const Confirm = ({ session, zone }: { session: SessionSummary; zone: string }) => (
  <Item session={session} zone={zone} says="Did it happen?">
    <Deed
      action={complete}
      input={{ id: session.id, outcome: "held" }}
      said="Held. Write down what you understood."
    >
      Yes, it did
    </Deed>
    <Deed
      action={complete}
      input={{ id: session.id, outcome: "not_held" }}
      said="Noted. The request is open again."
      tone="quiet"
    >
      No
    </Deed>
  </Item>
);

const Learn = ({ session, zone }: { session: SessionSummary; zone: string }) => (
  <Item session={session} zone={zone} says="Your learning is missing.">
    <ButtonLink href={`/sessions/${session.id}#learnings`} size="sm">
      Write my learning
    </ButtonLink>
  </Item>
);

function Item({
  session: { title, start, others },
  zone,
  says,
  children,
}: {
  session: SessionSummary;
  zone: string;
  says: string;
  children: ReactNode;
}) {
  const names = others.filter(({ role }) => role !== "observer").map(({ name }) => name);
  return (
    <li className="px-4 py-3.5">
      <h3 className="font-medium wrap-anywhere">{title}</h3>
      <p className="text-meta text-ink-3">
        {names.length > 0 && `with ${names.join(" and ")} · `}
        <time dateTime={new Date(start).toISOString()}>{formatDay(start, zone)}</time>
      </p>
      <p className="mt-1.5 text-meta text-ink-2">{says}</p>
      <div className="mt-2 flex flex-wrap gap-2">{children}</div>
    </li>
  );
}
