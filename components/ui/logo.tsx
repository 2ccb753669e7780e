import { classNames } from "@/components/ui/class-names";
import { SeatMark } from "@/components/ui/seat-mark";

const seats = [{ filled: true }, { filled: false }];

/** The two chairs at a desk, with the name beside them unless `word` is false. `size`: the drawing's width in px. */
export function Logo({
  size = 28,
  word = true,
  className,
}: {
  size?: number;
  word?: boolean;
  className?: string;
}) {
  return (
    <span className={classNames("inline-flex items-center gap-2.5 text-ink", className)}>
      <SeatMark seats={seats} size={size} deskClass="text-accent" {...(word ? {} : { label: "Deskside" })} />
      {word && <span className="text-section tracking-[-0.01em]">Deskside</span>}
    </span>
  );
}
