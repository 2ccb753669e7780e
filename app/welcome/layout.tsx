import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOutHere } from "../_server/sign-in-actions";

export const metadata = { title: "Welcome" };

export default function WelcomeLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="border-b border-line bg-surface">
        <div className="page flex min-h-13 items-center justify-between">
          <Logo />
          <form action={signOutHere}>
            <SubmitButton tone="quiet" size="sm">
              Sign out
            </SubmitButton>
          </form>
        </div>
      </header>
      <main id="main" className="page flex-1 pb-12">
        <div className="mx-auto max-w-3xl">{children}</div>
      </main>
    </>
  );
}
