import type { ReactNode } from "react";
import { initialsOf } from "@/components/people/person-chip";
import { AppShell } from "@/components/shell/app-shell";
import { getMyTeam } from "@/lib/people/get-my-team";
import { countUnread } from "@/lib/people/notices";
import { pageContext } from "../_server/actor";
import { signOutEverywhere, signOutHere } from "../_server/sign-in-actions";

/** Every page here is for somebody signed in; each page and use case checks again for itself. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const context = await pageContext();
  const { personId: id, name, email, isAdmin } = context.actor;
  const [team, unread] = await Promise.all([getMyTeam(context), countUnread(context)]);
  return (
    <AppShell
      person={{
        id,
        name,
        email,
        isAdmin,
        initials: initialsOf(name),
        discipline: team?.discipline ?? "other",
      }}
      unread={unread}
      signOut={signOutHere}
      signOutEverywhere={signOutEverywhere}
    >
      {children}
    </AppShell>
  );
}
