import { Panel } from "@/components/ui/panel";
import { LoadingLines, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <div className="grid gap-3 pt-6 pb-5">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-7 w-64 max-w-full" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <Panel>
        <LoadingLines label="Loading the person" lines={6} />
      </Panel>
    </div>
  );
}
