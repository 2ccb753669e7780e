import { classNames } from "@/components/ui/class-names";
import { SeatMark } from "@/components/ui/seat-mark";

const seats = [{ filled: true }, { filled: false }];

/** The two chairs at a desk, with the name beside them unless `word` is false. `size`: the drawing's width in px. */
export function Logo({
  size = 28,
  large = false,
  word = true,
  className,
}: {
  size?: number;
  /** A larger name, where the logo stands alone. */
  large?: boolean;
  word?: boolean;
  className?: string;
}) {
  return (
    <span className={classNames("inline-flex items-center gap-2.5 text-ink", className)}>
      <SeatMark seats={seats} size={size} deskClass="text-accent" {...(word ? {} : { label: "Deskside" })} />
      {word && (
        <span className={classNames("text-section tracking-[-0.012em]", large && "text-[1.1875rem]!")}>
          Deskside
        </span>
      )}
    </span>
  );
}
