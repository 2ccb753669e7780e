import type { Metadata } from "next";
import { NothingHere } from "@/components/shell/nothing-here";

export const metadata: Metadata = { title: "Nothing here" };

/** For addresses that no page has; inside the shell `(app)/not-found.tsx` says the same. */
export default function NotFound() {
  return (
    <main id="main" className="flex flex-1 flex-col">
      <NothingHere />
    </main>
  );
}
