import { Check, EyeOff } from "lucide-react";
import { redirect } from "next/navigation";
import { pageContext } from "@/app/_server/actor";
import { ButtonLink, buttonClasses } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getConnection } from "@/lib/calendar/get-connection";
import { SCOPE_WORDS } from "@/lib/calendar/schema";

export default async function ConnectPage() {
  const { state } = await getConnection(await pageContext());
  if (state === "connected") redirect("/");
  const icon = { "aria-hidden": true, strokeWidth: 1.75 } as const;
  return (
    <>
      <PageHeader
        title="Connect your calendar"
        meta="Then colleagues are only offered times when you are free, and sessions are written into it."
      />
      <Panel className="mb-6">
        <ul className="divide-y divide-line">
          {Object.values(SCOPE_WORDS).map((words) => (
            <li key={words} className="flex gap-3 px-4 py-3">
              <Check {...icon} className="mt-0.75 size-4 shrink-0 text-accent-ink" />
              <span>Deskside can {words}.</span>
            </li>
          ))}
          <li className="flex gap-3 px-4 py-3 text-ink-2">
            <EyeOff {...icon} className="mt-0.75 size-4 shrink-0 text-ink-3" />
            <span>It never reads titles, places or guests of your events.</span>
          </li>
        </ul>
      </Panel>
      <div className="flex flex-wrap gap-3">
        <a
          href="/api/calendar/connect?back=/"
          className={buttonClasses({ tone: "primary", size: "lg", wideOnPhone: true })}
        >
          Connect your calendar
        </a>
        <ButtonLink href="/" tone="quiet" size="lg" wideOnPhone>
          Skip for now
        </ButtonLink>
      </div>
    </>
  );
}
