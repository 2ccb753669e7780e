import { firstName } from "@/components/people/first-name";
import { TeamForm } from "@/components/people/team-form";
import { WelcomeForm } from "@/components/people/welcome-form";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel, PanelBody } from "@/components/ui/panel";
import type { Context } from "@/lib/context";
import { getSettings } from "@/lib/people/get-settings";
import { listTeams } from "@/lib/people/list-directory";
import { DEFAULT_HOURS } from "@/lib/people/schema";
import { zoneNames } from "@/lib/time/zone-names";
import { pageContext } from "../_server/actor";
import { addTeam, welcome } from "./actions";

export default async function WelcomePage() {
  const context = await pageContext({ welcomed: false });
  const [settings, teams] = await Promise.all([getSettings(context), listTeams(context)]);
  const { profile, hours, familiarities } = settings;
  const name = firstName(context.actor.name);
  if (teams.length === 0) return <NoTeams context={context} />;
  return (
    <>
      <PageHeader
        title={`Welcome, ${name}.`}
        meta="Deskside finds who should sit down with whom, and when. Tell it four things about you."
      />
      <WelcomeForm
        action={welcome}
        teams={teams}
        // The one team there is was just made by the one who is here.
        teamId={profile.teamId ?? (teams.length === 1 ? (teams[0]?.id ?? null) : null)}
        zones={zoneNames(profile.zone)}
        zone={profile.zone}
        zoneFromBrowser={!context.actor.isOnboarded}
        hours={hours.length > 0 ? hours : DEFAULT_HOURS}
        known={familiarities}
      />
    </>
  );
}

function NoTeams({ context: { actor, config } }: { context: Context }) {
  if (!actor.isAdmin)
    return (
      <div className="pt-10">
        <Panel>
          <EmptyState title="Your company has no teams here yet.">
            {config.ADMIN_EMAILS.length > 0
              ? `Ask ${config.ADMIN_EMAILS.join(" or ")} to add them, then load this page again.`
              : "Ask whoever runs Deskside to add them, then load this page again."}
          </EmptyState>
        </Panel>
      </div>
    );
  return (
    <>
      <PageHeader
        title="Let us set up your company."
        meta="Begin with your own team; the others, the systems and the people follow on the next pages."
      />
      <Panel>
        <PanelBody>
          <TeamForm action={addTeam} label="Add my team" />
        </PanelBody>
      </Panel>
    </>
  );
}
