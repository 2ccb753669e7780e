import { FileClock } from "lucide-react";
import { Badge } from "@/components/ui/badge";

/** That somebody said the note no longer holds, and why. */
export const OutOfDate = ({ reason }: { reason: string }) => (
  <p className="mt-1 text-meta text-ink-2">
    <Badge tone="warn" icon={<FileClock aria-hidden strokeWidth={1.75} />} className="mr-2">
      Out of date
    </Badge>
    {reason}
  </p>
);
