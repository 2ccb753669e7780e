import { Mail } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { pageContext } from "@/app/_server/actor";
import { load } from "@/app/_server/page";
import { TeamName } from "@/components/people/discipline-mark";
import { firstName } from "@/components/people/first-name";
import { PersonSeat } from "@/components/people/person-chip";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { getPerson } from "@/lib/people/list-directory";
import { formatDayTime, formatTime, zoneCity, zoneDifference } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import { dateIn } from "@/lib/time/zone";
import { Knowledge } from "./knowledge";
import { OpenSessions } from "./open-sessions";

type Props = { params: Promise<{ id: string }> };

/** Once for the title and the page. */
const personOf = cache(async (personId: string) => load(getPerson, await pageContext(), { personId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await personOf((await params).id)).name };
}

export default async function PersonPage({ params }: Props) {
  const { actor, now } = await pageContext();
  const person = await personOf((await params).id);
  const isMe = person.id === actor.personId;
  const team = person.teamId && person.teamName ? { id: person.teamId, name: person.teamName } : null;
  return (
    <div className="page">
      <PageHeader
        mark={<PersonSeat size="md" person={{ name: person.name, discipline: person.discipline ?? "" }} />}
        title={person.name}
        crumbs={[{ label: "People", href: "/people" }, { label: person.name }]}
        meta={
          <div className="flex flex-wrap items-center gap-x-5 gap-y-1.5">
            {team ? (
              <Link
                href={`/teams/${team.id}`}
                className="rounded-badge hover:text-ink hover:underline hover:underline-offset-3"
              >
                <TeamName discipline={person.discipline ?? ""} name={team.name} />
              </Link>
            ) : (
              <span>No team yet</span>
            )}
            <span>{clockWords(person.zone, actor.zone, now)}</span>
            <a href={`mailto:${person.email}`} className="link inline-flex items-center gap-1.5">
              <Mail aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />
              {person.email}
            </a>
            {person.isPaused && <Badge>Not to be asked for now</Badge>}
            {person.deactivatedAt !== null && <Badge tone="warn">Left</Badge>}
          </div>
        }
        actions={
          isMe ? (
            <ButtonLink href="/settings" size="lg">
              Settings
            </ButtonLink>
          ) : (
            person.deactivatedAt === null && (
              <ButtonLink
                href={team ? `/requests/new?team=${team.id}` : "/requests/new"}
                size="lg"
                tone="primary"
              >
                Ask to pair
              </ButtonLink>
            )
          )
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-7">
        <Knowledge knowledge={person.knowledge} firstName={firstName(person.name)} isMe={isMe} />
        <OpenSessions
          sessions={person.sessions}
          firstName={firstName(person.name)}
          isMe={isMe}
          zone={actor.zone}
          now={now}
        />
      </div>
    </div>
  );
}

/** `05:12 in New York, 6 h behind you`. */
function clockWords(theirs: string, mine: string, now: EpochMs): string {
  const isSameDay = dateIn(now, theirs) === dateIn(now, mine);
  const shown = isSameDay ? formatTime(now, theirs) : formatDayTime(now, theirs);
  const difference = zoneDifference(now, mine, theirs);
  const words =
    difference === "same time" ? "" : `, ${difference} ${difference.endsWith("behind") ? "you" : "of you"}`;
  return `${shown} in ${zoneCity(theirs)}${words}`;
}
