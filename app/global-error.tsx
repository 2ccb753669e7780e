"use client";

import "./globals.css";
import { useEffect, useState } from "react";
import { type Theme, themeCookie, themeOf } from "@/components/shell/theme";
import { Button } from "@/components/ui/button";

/** When even the page's frame cannot be drawn: it brings its own, and needs nothing from the server. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => {
    const name = `${themeCookie(window.location.protocol === "https:")}=`;
    const cookie = document.cookie.split("; ").find((each) => each.startsWith(name));
    setTheme(themeOf(cookie?.slice(name.length)));
  }, []);
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <title>Something broke · Deskside</title>
      </head>
      <body className="flex min-h-dvh flex-col bg-canvas font-sans text-ink">
        <main className="page grid flex-1 content-center gap-4">
          <h1 className="text-title">Deskside could not draw this page.</h1>
          <p className="max-w-[48ch] text-ink-2">
            Something broke on our side, and nothing was changed by it.
            {error.digest && (
              <>
                {" "}
                The log has it as <code className="font-mono text-meta">{error.digest}</code>.
              </>
            )}
          </p>
          <div>
            <Button tone="primary" onClick={reset}>
              Try again
            </Button>
          </div>
        </main>
      </body>
    </html>
  );
}
