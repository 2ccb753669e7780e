import { Panel } from "@/components/ui/panel";
import { LoadingLines, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <Skeleton className="mt-8 mb-7 h-6 w-56" />
      <Panel>
        <LoadingLines label="Loading" lines={6} />
      </Panel>
    </div>
  );
}
