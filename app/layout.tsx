import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { servedByHttps } from "@/app/_server/cookie-names";
import { themeCookie, themeOf } from "@/components/shell/theme";

export const metadata: Metadata = {
  title: { template: "%s · Deskside", default: "Deskside" },
  description:
    "Post the work as a session to pair on. Deskside finds who and when, and keeps what you learned.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#171b19" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The choice is read here, not by a script, so that the first paint has the right colours. It also keeps every page
  // from being made at build time, when there is no nonce for its scripts.
  const theme = themeOf((await cookies()).get(themeCookie(servedByHttps()))?.value);
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={theme === "system" ? undefined : theme}
    >
      <body className="flex min-h-dvh flex-col bg-canvas font-sans text-ink">
        {/* Isolated, so that nothing on a page stands above what opens over it (dialogs, toasts). */}
        <div className="isolate flex flex-1 flex-col">{children}</div>
        {process.env.DESKSIDE_LOCAL === "1" && <StandIns />}
      </body>
    </html>
  );
}

/** Said on every page, so that nobody takes this machine's stand-ins for the real thing. */
function StandIns() {
  return (
    <footer className="page border-t border-line py-2.5 text-caption text-ink-3">
      Stand-ins are in use on this machine:{" "}
      <StandIn name="a local Google" href={process.env.GOOGLE_BASE_URL} /> and{" "}
      <StandIn name="a local inbox" href={process.env.LOCAL_INBOX_URL} />; no mail leaves.
    </footer>
  );
}

function StandIn({ name, href }: { name: string; href: string | undefined }) {
  if (!href) return name;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="link">
      {name}
    </a>
  );
}
