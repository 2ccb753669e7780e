import type { ReactNode } from "react";
import type { ShellPerson, SignOutActions } from "@/components/shell/account-menu";
import { QueryProvider } from "@/components/shell/query-provider";
import { TabBar } from "@/components/shell/tab-bar";
import { TopBar } from "@/components/shell/top-bar";
import { Toaster } from "@/components/ui/toaster";

/** What stands around every page of somebody signed in. */
export function AppShell({
  person,
  unread,
  signOut,
  signOutEverywhere,
  children,
}: { person: ShellPerson; unread: number; children: ReactNode } & SignOutActions) {
  return (
    <QueryProvider>
      <a
        href="#main"
        className="sr-only rounded-control bg-accent font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20 focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      <TopBar person={person} unread={unread} signOut={signOut} signOutEverywhere={signOutEverywhere} />
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col pb-10 md:pb-12">
        {children}
      </main>
      <TabBar />
      <Toaster />
    </QueryProvider>
  );
}
