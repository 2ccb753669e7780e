import { randomUUID } from "node:crypto";
import { Eye } from "lucide-react";
import { PersonChip } from "@/components/people/person-chip";
import type { Action } from "@/components/ui/action";
import { Deed } from "@/components/ui/deed";
import { Message } from "@/components/ui/message";
import { Panel, Row, Rows } from "@/components/ui/panel";
import type { SessionView } from "@/lib/sessions/schema";
import { isOver, nameOf, sitting } from "./session-words";

type Watching = { session: SessionView; actions: { watch: Action; leave: Action } };

const icon = <Eye aria-hidden strokeWidth={1.75} className="size-4" />;

/** One line under the session's title: how many may watch, and the way in and out. Nothing where nobody is welcome. */
export function WatchLine({ session, actions }: Watching) {
  const { watching, may } = session;
  if (!isAhead(session) || (watching.max === 0 && !may.leave)) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="inline-flex items-center gap-1.5">
        <span className="text-ink-3">{icon}</span>
        {may.leave ? <span className="font-medium text-ink">You are watching</span> : leftWords(watching)}
      </p>
      <WatchDeed session={session} actions={actions} />
    </div>
  );
}

/** The same on the page of the request, for those who do not pair. */
export function WatchMessage({ session, actions }: Watching) {
  const { may, watching } = session;
  if (!may.watch && !may.leave) return null;
  return (
    <Message
      icon={icon}
      title={may.leave ? "You are watching this session." : `${seatsLeft(watching.left)} to watch.`}
      action={<WatchDeed session={session} actions={actions} />}
    >
      {may.leave
        ? "It is in your calendar. You can leave until it begins."
        : "Sit in and listen. You can leave until it begins."}
    </Message>
  );
}

/** What a "yes, even so" adds, by what was refused. */
const ANYWAY = {
  calendar_unknown: { label: "Ask anyway", input: { askAnyway: true } },
  over_limit: { label: "Watch anyway", input: { overLimit: true } },
};

function WatchDeed({ session: { id, may }, actions }: Watching) {
  if (may.watch)
    return (
      <Deed
        key="watch"
        action={actions.watch}
        input={{ id, key: randomUUID() }}
        said="You are watching. Your calendar gets it."
        anyway={ANYWAY}
      >
        May I watch?
      </Deed>
    );
  if (!may.leave) return null;
  return (
    <Deed key="leave" action={actions.leave} input={{ id }} said="Done. That time is yours again.">
      Leave
    </Deed>
  );
}

/** For who watches a session that needs a partner. */
export const PairInstead = ({
  session: { request, start },
  offer,
}: {
  session: SessionView;
  offer: Action;
}) => (
  <Deed
    action={offer}
    // The seat they have counts for their week already.
    input={{ requestId: request.id, start, key: randomUUID(), overLimit: true }}
    said="You pair in this session now."
    tone="primary"
    anyway={ANYWAY}
  >
    I’ll pair on this
  </Deed>
);

/** Who watches, once somebody does. */
export function Watchers({ session, remove }: { session: SessionView; remove: Action }) {
  const { id, watching, may } = session;
  const seats = sitting(session).filter(({ role }) => role === "observer");
  if (seats.length === 0) return null;
  return (
    <Panel title="Watching" aside={isAhead(session) ? seatsLeft(watching.left) : undefined}>
      <Rows>
        {seats.map((seat) => (
          <Row key={seat.id} className="justify-between">
            <PersonChip
              person={{
                name: nameOf(seat),
                discipline: seat.team?.discipline ?? "",
                ...(seat.team && { team: seat.team.name }),
              }}
              {...(seat.person && { href: `/people/${seat.person.id}` })}
            />
            {may.removeObservers && seat.person && (
              <Deed
                action={remove}
                input={{ id, personId: seat.person.id }}
                said={`${nameOf(seat)} no longer watches.`}
                tone="quiet"
                label={`Remove ${nameOf(seat)}`}
              >
                Remove
              </Deed>
            )}
          </Row>
        ))}
      </Rows>
    </Panel>
  );
}

const isAhead = ({ state, hasStarted }: SessionView) => !hasStarted && !isOver(state) && state !== "held";

/** `2 people may watch · 1 seat left`. */
const leftWords = ({ max, left }: SessionView["watching"]): string =>
  `${max === 1 ? "1 person" : `${max} people`} may watch · ${seatsLeft(left)}`;

const seatsLeft = (left: number): string =>
  left === 0 ? "no seat left" : left === 1 ? "1 seat left" : `${left} seats left`;
