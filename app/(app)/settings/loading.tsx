import { Panel } from "@/components/ui/panel";
import { LoadingLines } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <Panel>
      <LoadingLines label="Loading settings" lines={6} />
    </Panel>
  );
}
