import { RefreshCw } from "lucide-react";
import { classNames } from "@/components/ui/class-names";

/** Turns while something works; silent, so whoever shows it says in words what is going on. */
export function Spinner({ className }: { className?: string }) {
  return (
    <RefreshCw
      aria-hidden
      className={classNames("size-4 shrink-0 animate-spin", className)}
      strokeWidth={1.75}
    />
  );
}
