import { Lock } from "lucide-react";
import { pageContext } from "@/app/_server/actor";
import { Avoidances } from "@/components/people/avoidances";
import { MatchingForm } from "@/components/people/matching-form";
import { Panel, SectionHeading } from "@/components/ui/panel";
import { getSettings } from "@/lib/people/get-settings";
import { listPeople } from "@/lib/people/list-directory";
import { avoid, matching, unavoid } from "../actions";

export const metadata = { title: "Matching" };

export default async function MatchingPage() {
  const context = await pageContext();
  const [settings, { people }] = await Promise.all([getSettings(context), listPeople(context, {})]);
  const known = new Set([context.actor.personId, ...settings.avoided.map(({ id }) => id)]);
  return (
    <div className="grid max-w-2xl gap-8">
      <section>
        <SectionHeading>Around a session</SectionHeading>
        <Panel>
          <MatchingForm action={matching} matching={settings.matching} />
        </Panel>
      </section>
      <section>
        <SectionHeading
          aside={
            <span className="inline-flex items-center gap-1.5">
              <Lock aria-hidden strokeWidth={1.75} className="size-3.5" /> Only you can see this
            </span>
          }
        >
          Rather not be matched with
        </SectionHeading>
        <Panel className="overflow-visible!">
          <Avoidances
            avoided={settings.avoided}
            people={people
              .filter(({ id, deactivatedAt }) => !known.has(id) && deactivatedAt === null)
              .map(({ id, name, email, teamName }) => ({
                value: id,
                label: name,
                detail: teamName ?? undefined,
                keywords: email,
              }))}
            avoid={avoid}
            stop={unavoid}
          />
        </Panel>
      </section>
    </div>
  );
}
