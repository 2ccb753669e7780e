import { CircleAlert, TriangleAlert, Users } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Verdict } from "@/lib/knowledge/schema";
import { verdictWords } from "./verdict-words";

const LOOKS = {
  nobody: { tone: "danger", Icon: CircleAlert },
  only_one: { tone: "warn", Icon: TriangleAlert },
  several: { tone: "neutral", Icon: Users },
} as const;

/** Who can do it, in two words; the colour is never the only sign. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { tone, Icon } = LOOKS[verdict.risk];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden strokeWidth={1.75} />}>
      {verdictWords(verdict)}
    </Badge>
  );
}
