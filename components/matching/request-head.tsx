import { Calendar, Clock, MapPin, Pencil, Video } from "lucide-react";
import { TeamName } from "@/components/people/discipline-mark";
import { WatchersFact } from "@/components/requests/watchers-welcome";
import { WithdrawButton } from "@/components/requests/withdraw-button";
import type { Action } from "@/components/ui/action";
import { ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { PageHeader } from "@/components/ui/page-header";
import { SeatMark } from "@/components/ui/seat-mark";
import { PLACE_CHOICES, PLACE_WORDS, type RequestView } from "@/lib/requests/schema";

type Props = {
  request: RequestView;
  mine: boolean;
  until: string;
  withdraw: Action<{ id: string }>;
  reopen: Action<{ id: string }>;
};

/** Title, who asks whom, how long, by when and where; what its requester can do with it. */
export function RequestHead({ request, mine, until, withdraw, reopen }: Props) {
  const { id, title, state, requester } = request;
  const editable = state === "open" || state === "expired" || state === "booked";
  return (
    <PageHeader
      crumbs={[
        { label: "Board", href: "/board" },
        { label: mine ? "Your request" : `A request by ${requester.name}` },
      ]}
      title={title}
      meta={<Facts request={request} mine={mine} until={until} />}
      actions={
        mine && (
          <>
            {editable && (
              <ButtonLink
                href={`/requests/${id}/edit`}
                icon={<Pencil aria-hidden strokeWidth={1.75} className="size-4" />}
              >
                Edit
              </ButtonLink>
            )}
            {(state === "open" || state === "expired") && request.sessionId === null && (
              <WithdrawButton id={id} withdraw={withdraw} reopen={reopen} />
            )}
          </>
        )
      }
    />
  );
}

function Facts({ request, mine, until }: Pick<Props, "request" | "mine" | "until">) {
  const { requester, teams, systems, needs, state, lengthMin, place } = request;
  const total = 1 + Math.max(1, needs.length);
  const isFull = state === "booked" || state === "done";
  const taken = isFull ? total : 1 + needs.filter(({ isTaken }) => isTaken).length;
  const seats = Array.from({ length: total }, (_, at) => ({ filled: at < taken }));
  const icon = { "aria-hidden": true, strokeWidth: 1.75, className: "size-4 shrink-0 text-ink-3" } as const;
  const item = "inline-flex items-center gap-1.5 whitespace-nowrap";
  return (
    <ul className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <li className={item}>
        <SeatMark seats={seats} className={taken === total ? "text-accent" : "text-ink-2"} />
        {taken} of {total} seats taken
      </li>
      <li className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        {requester.teamName !== null ? (
          <TeamName discipline={requester.discipline ?? ""} name={requester.teamName} />
        ) : (
          requester.name
        )}
        {needs.length > 1 ? (
          <Needs request={request} />
        ) : (
          <>
            {teams.length > 0 ? " asks " : " asks whoever can do it"}
            {teams.map((team) => (
              <TeamName key={team.id} discipline={team.discipline} name={team.name} />
            ))}
          </>
        )}
      </li>
      <li className={item}>
        <Clock {...icon} />
        <span className="times">{lengthMin} min</span>
      </li>
      <li className={item}>
        <Calendar {...icon} />
        by <time>{until}</time>
      </li>
      <li className={item}>
        {place === "video" ? <Video {...icon} /> : <MapPin {...icon} />}
        {mine ? PLACE_CHOICES[place] : PLACE_WORDS[place]}
      </li>
      {request.observersMax > 0 && (
        <li className={item}>
          <WatchersFact max={request.observersMax} />
        </li>
      )}
      {systems.length > 0 && (
        <li className="flex flex-wrap gap-2">
          {systems.map((system) => (
            <Chip key={system.id} href={`/systems/${system.slug}`}>
              {system.name}
            </Chip>
          ))}
        </li>
      )}
    </ul>
  );
}

/** `needs 2 people: Backend and SRE`. */
function Needs({ request: { needs, teams } }: Pick<Props, "request">) {
  return (
    <>
      {` needs ${needs.length} people: `}
      {needs.map(({ id, teamIds }, at) => (
        <span key={id} className="inline-flex items-center gap-1.5">
          {at > 0 && "and "}
          {teamIds.length === 0 && "whoever can do it"}
          {teams
            .filter((team) => teamIds.includes(team.id))
            .map((team, index) => (
              <span key={team.id} className="inline-flex items-center gap-1.5">
                {index > 0 && "or "}
                <TeamName discipline={team.discipline} name={team.name} />
              </span>
            ))}
        </span>
      ))}
    </>
  );
}
