import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { LoadingLines } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <PageHeader title="People" />
      <Panel>
        <LoadingLines label="Looking who works here" lines={8} />
      </Panel>
    </div>
  );
}
