import { ButtonLink } from "@/components/ui/button";
import { SeatMark } from "@/components/ui/seat-mark";

/** The page of what is not there. Also what somebody gets who may not see a thing: the two look the same on purpose. */
export function NothingHere() {
  return (
    <div className="page grid flex-1 content-center justify-items-start gap-5 py-16 sm:justify-items-center sm:text-center">
      <SeatMark size={96} seats={[{ filled: false }, { filled: false }]} deskClass="text-accent" />
      <div>
        <h1 className="text-title">Nobody sits at this desk.</h1>
        <p className="mt-1.5 max-w-[44ch] text-ink-2">
          There is no such page, or it is not for you to see. The link may be old; the board has what is open
          now.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <ButtonLink href="/" tone="primary">
          Go home
        </ButtonLink>
        <ButtonLink href="/board">See the board</ButtonLink>
      </div>
    </div>
  );
}
