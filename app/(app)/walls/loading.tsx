import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { LoadingLines } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <PageHeader title="Walls" beside="Counted by team, never by person" />
      <Panel>
        <LoadingLines label="Counting sessions between teams" lines={10} />
      </Panel>
    </div>
  );
}
