import { pageContext } from "@/app/_server/actor";
import { signOutEverywhere } from "@/app/_server/sign-in-actions";
import { ProfileForm } from "@/components/people/profile-form";
import { ConfirmAction } from "@/components/ui/confirm-action";
import { Panel, SectionHeading } from "@/components/ui/panel";
import { getSettings } from "@/lib/people/get-settings";
import { listTeams } from "@/lib/people/list-directory";
import { zoneNames } from "@/lib/time/zone-names";
import { profile } from "./actions";

export const metadata = { title: "Profile" };

export default async function ProfilePage() {
  const context = await pageContext();
  const [settings, teams] = await Promise.all([getSettings(context), listTeams(context)]);
  return (
    <div className="grid max-w-2xl gap-8">
      <section>
        <SectionHeading>Profile</SectionHeading>
        <Panel>
          <ProfileForm
            action={profile}
            profile={settings.profile}
            teams={teams}
            zones={zoneNames(settings.profile.zone)}
          />
        </Panel>
      </section>
      <section>
        <SectionHeading>Signed-in browsers</SectionHeading>
        <Panel className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 p-4">
          <p className="min-w-0 flex-1 basis-64 text-ink-2">
            Ends every sign-in of yours, on all devices, this one too.
          </p>
          <ConfirmAction
            trigger="Sign out everywhere"
            title="Sign out everywhere?"
            confirm="Sign out everywhere"
            dismiss="Stay signed in"
            action={signOutEverywhere}
          >
            <p className="text-ink-2">You sign in again with Google on each device.</p>
          </ConfirmAction>
        </Panel>
      </section>
    </div>
  );
}
