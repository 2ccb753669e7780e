import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { LoadingLines, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <PageHeader title={<Skeleton className="my-1 h-6 w-56" />} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24.5rem] lg:gap-7">
        <Panel>
          <LoadingLines label="Reading your day" lines={8} />
        </Panel>
        <Panel className="p-4">
          <Skeleton className="h-2.5 w-3/4" />
          <Skeleton className="mt-3 h-2.5 w-1/2" />
        </Panel>
      </div>
    </div>
  );
}
