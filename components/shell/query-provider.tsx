"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

/** How long what the server sent along counts as fresh, in ms: a page does not ask again for what it came with. */
const FRESH_MS = 30_000;

/** One query client for each visit; on the server one for each request, so that nobody sees another's answers. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: 1 } } }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
