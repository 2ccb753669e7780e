import { ImportForm } from "@/components/people/import-form";
import { SectionHeading } from "@/components/ui/panel";
import { listTeams } from "@/lib/people/list-directory";
import { bringIn } from "../actions";
import { adminContext } from "../admin-context";

export const metadata = { title: "Import people" };

export default async function ImportPage() {
  const context = await adminContext();
  const teams = await listTeams(context);
  const domain = context.config.ALLOWED_DOMAINS[0] ?? "example.com";
  const [one = "", two = one] = teams.map(({ name }) => (name.includes(",") ? `"${name}"` : name));
  const example = [
    "name,email,team,zone",
    `Jo Marsh,jo.marsh@${domain},${one},Europe/London`,
    `Priya Nair,priya.nair@${domain},${two},Asia/Kolkata`,
  ].join("\n");
  return (
    <div className="max-w-3xl">
      <SectionHeading>Import people</SectionHeading>
      <ImportForm action={bringIn} example={example} />
    </div>
  );
}
