import { SystemsViews } from "@/components/knowledge/systems-views";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { LoadingLines } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <PageHeader title="Knowledge map" actions={<SystemsViews here="/map" />} />
      <Panel>
        <LoadingLines label="Drawing the map" lines={10} />
      </Panel>
    </div>
  );
}
