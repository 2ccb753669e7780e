import { pageContext } from "@/app/_server/actor";
import { RequestForm } from "@/components/requests/request-form";
import { PageHeader } from "@/components/ui/page-header";
import { findCandidate } from "@/lib/requests/list-candidates";
import { listChoices } from "@/lib/requests/list-choices";
import { DEFAULT_LENGTH_MIN } from "@/lib/requests/schema";
import { addDays, dateIn } from "@/lib/time/zone";
import { post } from "../actions";

export const metadata = { title: "New request" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?system=<slug>`, `?team=<id>`, `?person=<id>` and `?title=` fill in the form: links from systems, teams and search have them. */
export default async function NewRequestPage({ searchParams }: Props) {
  const context = await pageContext();
  const { actor, now } = context;
  const [{ teams, systems }, asked] = await Promise.all([listChoices(context), searchParams]);
  const today = dateIn(now, actor.zone);
  const named = (value: string | string[] | undefined) => [value ?? []].flat();
  const title = named(asked.title)[0]?.slice(0, 120) ?? "";
  const systemIds = systems.filter(({ slug }) => named(asked.system).includes(slug)).map(({ id }) => id);
  const person = await findCandidate(context, { personId: named(asked.person)[0] });
  const teamIds = teams.filter(({ id }) => named(asked.team).includes(id)).map(({ id }) => id);
  return (
    <div className="page">
      <PageHeader
        title="What do you want to sit down with somebody for?"
        crumbs={[{ label: "Board", href: "/board" }, { label: "New request" }]}
      />
      <RequestForm
        action={post}
        draftKey={draftKeyOf(actor.personId, [title, ...systemIds, ...teamIds])}
        teams={teams}
        systems={systems}
        myTeamId={actor.teamId}
        today={today}
        zone={actor.zone}
        fields={{
          ...{ title, body: "", understand: "", bring: "", teamIds, systemIds, person, more: [] },
          ...{ lengthMin: DEFAULT_LENGTH_MIN, neededBy: addDays(today, 7), place: "video", observers: 1 },
        }}
      />
    </div>
  );
}

/** A form that begins with something has a draft of its own, so that an older one does not take its place. */
const draftKeyOf = (personId: string, begun: string[]) =>
  ["draft", "request", personId, ...begun.filter((part) => part !== "")].join(":");
