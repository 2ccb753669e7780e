import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { SideNav } from "@/components/ui/side-nav";

const ROOMS = [
  { href: "/settings", label: "Profile" },
  { href: "/settings/calendar", label: "Calendar and hours" },
  { href: "/settings/matching", label: "Matching" },
  { href: "/settings/systems", label: "Systems I know" },
  { href: "/settings/mail", label: "Mail and feed" },
  { href: "/settings/appearance", label: "Appearance" },
  { href: "/settings/data", label: "Your data" },
];

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="page">
      <PageHeader title="Settings" />
      <div className="grid items-start gap-x-10 gap-y-6 md:grid-cols-[11.5rem_minmax(0,1fr)]">
        <SideNav label="Settings" items={ROOMS} />
        <div className="min-w-0">{children}</div>
      </div>
    </div>
  );
}
