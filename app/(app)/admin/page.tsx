import Link from "next/link";
import { Panel, PanelBody, SectionHeading } from "@/components/ui/panel";
import { getFirstHour } from "@/lib/people/run-company";
import { adminContext } from "./admin-context";
import { FirstHour, isFirstHour } from "./first-hour";

export const metadata = { title: "Admin" };

export default async function AdminPage() {
  const context = await adminContext();
  const size = await getFirstHour(context);
  const { ALLOWED_DOMAINS: domains, ADMIN_EMAILS: admins } = context.config;
  return (
    <div className="grid max-w-3xl gap-8">
      {isFirstHour(size) && <FirstHour size={size} />}
      <section>
        <SectionHeading>Who may come in</SectionHeading>
        <Panel>
          <PanelBody className="grid gap-2 text-ink-2">
            <p>
              Whoever has a Google account at{" "}
              <span className="font-medium text-ink">{domains.join(" or ")}</span> can sign in; they need not
              be on a list. Deactivate somebody under{" "}
              <Link href="/admin/people" className="link">
                People
              </Link>{" "}
              to keep them out.
            </p>
            {admins.length > 0 && (
              <p>
                Always an admin: <span className="wrap-anywhere">{admins.join(", ")}</span>. Others are made
                one under People.
              </p>
            )}
            <p className="text-meta text-ink-3">
              Domains and first admins are set where Deskside is installed: ALLOWED_DOMAINS, ADMIN_EMAILS.
            </p>
          </PanelBody>
        </Panel>
      </section>
    </div>
  );
}
