import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { LoadingLines } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <PageHeader title="Board" />
      <Panel>
        <LoadingLines label="Reading the board" lines={8} />
      </Panel>
    </div>
  );
}
