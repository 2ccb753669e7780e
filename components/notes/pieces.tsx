import { Fragment } from "react";
import type { Piece } from "@/lib/notes/schema";

/** Text of a note with what was looked for marked in it. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, isHit }, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text are told apart by their place alone.
    <Fragment key={n}>{isHit ? <mark>{text}</mark> : text}</Fragment>
  ));
}
