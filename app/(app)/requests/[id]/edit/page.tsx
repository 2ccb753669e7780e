import { redirect } from "next/navigation";
import { pageContext } from "@/app/_server/actor";
import { load } from "@/app/_server/page";
import { RequestForm } from "@/components/requests/request-form";
import { WithdrawButton } from "@/components/requests/withdraw-button";
import { PageHeader } from "@/components/ui/page-header";
import { getRequest } from "@/lib/requests/get-request";
import { listChoices } from "@/lib/requests/list-choices";
import { dateIn } from "@/lib/time/zone";
import { edit, reopen, withdraw } from "../../actions";

export const metadata = { title: "Edit request" };

export default async function EditRequestPage({ params }: { params: Promise<{ id: string }> }) {
  const context = await pageContext();
  const request = await load(getRequest, context, await params);
  const { id, version, state, sessionId } = request;
  const isOver = state === "done" || state === "withdrawn";
  if (request.requester.id !== context.actor.personId || isOver) redirect(`/requests/${id}`);
  const { teams, systems } = await listChoices(context);
  const today = dateIn(context.now, request.requester.zone);
  return (
    <div className="page">
      <PageHeader
        title="Edit your request"
        crumbs={[
          { label: "Board", href: "/board" },
          { label: request.title, href: `/requests/${id}` },
          { label: "Edit" },
        ]}
        actions={
          sessionId === null && <WithdrawButton id={id} withdraw={withdraw} reopen={reopen} after="/board" />
        }
      />
      <RequestForm
        action={edit}
        draftKey={`draft:request:${id}:${version}`}
        editing={{ id, version, sessionId }}
        teams={teams}
        systems={systems}
        myTeamId={context.actor.teamId}
        today={today}
        zone={context.actor.zone}
        fields={{
          ...request,
          teamIds: request.needs[0]?.teamIds ?? [],
          person: request.needs[0]?.person ?? null,
          more: request.needs.slice(1),
          systemIds: request.systems.map((system) => system.id),
          observers: request.observersMax,
        }}
      />
    </div>
  );
}
