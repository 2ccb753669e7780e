import { pageContext } from "@/app/_server/actor";
import { SystemsForm } from "@/components/people/systems-form";
import { Panel, SectionHeading } from "@/components/ui/panel";
import { getSettings } from "@/lib/people/get-settings";
import { familiarities } from "../actions";

export const metadata = { title: "Systems I know" };

export default async function SystemsPage() {
  const { familiarities: known } = await getSettings(await pageContext());
  return (
    <section className="max-w-3xl">
      <SectionHeading>Systems I know</SectionHeading>
      <Panel>
        <SystemsForm action={familiarities} known={known} />
      </Panel>
    </section>
  );
}
