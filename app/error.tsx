"use client";

import { SomethingBroke } from "@/components/shell/something-broke";

/** When what stands around a page broke too; inside the shell `(app)/error.tsx` says the same. */
export default function ErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" className="flex flex-1 flex-col">
      <SomethingBroke {...props} />
    </main>
  );
}
