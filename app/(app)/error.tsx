"use client";

import { SomethingBroke } from "@/components/shell/something-broke";

export default function ErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <SomethingBroke {...props} />;
}
