import { Panel } from "@/components/ui/panel";
import { LoadingLines } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <Panel>
      <LoadingLines label="Loading" lines={6} />
    </Panel>
  );
}
