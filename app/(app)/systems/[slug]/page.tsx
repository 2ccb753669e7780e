import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { pageContext } from "@/app/_server/actor";
import { load } from "@/app/_server/page";
import { MyLevel } from "@/components/knowledge/my-level";
import { SystemNotes, SystemRequests } from "@/components/knowledge/system-lists";
import { VerdictPanel } from "@/components/knowledge/verdict-panel";
import { WhoKnows } from "@/components/knowledge/who-knows";
import { PageHeader } from "@/components/ui/page-header";
import { getSystem } from "@/lib/knowledge/get-system";
import { askForIt, saveMine } from "./actions";

type Props = { params: Promise<{ slug: string }> };

/** Once for the title and the page. */
const systemOf = cache(async (slug: string) => load(getSystem, await pageContext(), { slug }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await systemOf((await params).slug)).name };
}

export default async function SystemPage({ params }: Props) {
  const context = await pageContext();
  const system = await systemOf((await params).slug);
  const { zone } = context.actor;
  const { name, description, team } = system;
  return (
    <div className="page">
      <PageHeader
        title={name}
        crumbs={[{ label: "Systems", href: "/systems" }, { label: name }]}
        meta={
          <>
            {description && `${description.replace(/[^.!?…]$/, "$&.")} `}
            {team ? (
              <>
                Kept by{" "}
                <Link href={`/teams/${team.id}`} className="link">
                  {team.name}
                </Link>
                .
              </>
            ) : (
              "No team keeps it."
            )}
          </>
        }
        actions={<MyLevel system={system} save={saveMine} />}
      />
      <VerdictPanel system={system} zone={zone} askKey={randomUUID()} askToLearn={askForIt} />
      <WhoKnows system={system} zone={zone} />
      <div className="grid items-start gap-7 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <SystemNotes system={system} zone={zone} />
        <SystemRequests system={system} />
      </div>
    </div>
  );
}
