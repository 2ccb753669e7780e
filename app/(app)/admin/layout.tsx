import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { SideNav } from "@/components/ui/side-nav";
import { adminContext } from "./admin-context";

const ROOMS = [
  { href: "/admin", label: "Overview" },
  { href: "/admin/teams", label: "Teams" },
  { href: "/admin/systems", label: "Systems" },
  { href: "/admin/people", label: "People" },
  { href: "/admin/import", label: "Import people" },
  { href: "/admin/calendars", label: "Calendars" },
  { href: "/admin/jobs", label: "Jobs" },
  { href: "/admin/audit", label: "Audit log" },
];

export default async function AdminLayout({ children }: { children: ReactNode }) {
  await adminContext();
  return (
    <div className="page">
      <PageHeader title="Admin" />
      <div className="grid items-start gap-x-10 gap-y-6 md:grid-cols-[11.5rem_minmax(0,1fr)]">
        <SideNav label="Admin" items={ROOMS} />
        <div className="min-w-0">{children}</div>
      </div>
    </div>
  );
}
