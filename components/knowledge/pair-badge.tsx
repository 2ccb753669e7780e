import { ArrowRight, BrickWall } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { PairVerdict } from "@/lib/knowledge/schema";
import { PAIR_WORDS } from "./walls-words";

/** What a pair of teams comes to, in words; nothing where nothing has to be said. */
export function PairBadge({ verdict }: { verdict: PairVerdict }) {
  if (verdict === "open") return null;
  const Icon = verdict === "wall" ? BrickWall : ArrowRight;
  return (
    <Badge tone={verdict === "wall" ? "warn" : "neutral"} icon={<Icon aria-hidden strokeWidth={1.75} />}>
      {PAIR_WORDS[verdict]}
    </Badge>
  );
}
