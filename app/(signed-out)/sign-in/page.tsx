import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentActor } from "@/app/_server/actor";
import { ownPath } from "@/app/_server/own-path";
import { Logo } from "@/components/ui/logo";
import { Message } from "@/components/ui/message";
import { config } from "@/lib/config";
import { GoogleMark } from "./google-mark";
import { refusalOf } from "./refusals";
import { signInWithGoogle } from "./sign-in-with-google";
import { WeekDrawing } from "./week-drawing";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ error?: string | string[]; callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { error, callbackUrl } = await searchParams;
  const next = ownPath(callbackUrl);
  if (await currentActor()) redirect(next);

  const domains = listed(config().ALLOWED_DOMAINS);
  const refusal = error === undefined ? undefined : refusalOf(String(error), domains);
  return (
    <main id="main" className="grid flex-1 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <section className="flex flex-col bg-surface px-5 pt-5 pb-10 sm:px-10 lg:px-12 lg:pt-11 xl:px-18">
        <Logo large />
        <div className="my-auto max-w-[28rem] py-12">
          <h1 className="text-display">
            Don’t hand it over.
            <br />
            Sit down with them.
          </h1>
          <p className="mt-5 text-lead text-ink-2">
            Post the work as a session. Deskside finds who on the other team should sit with you, when you are
            both free, books it, and keeps what the two of you learned.
          </p>
          {refusal && (
            <Message tone={refusal.tone} title={refusal.title} announce className="mt-7">
              {refusal.meaning}
            </Message>
          )}
          <form action={signInWithGoogle} className="mt-7">
            <input type="hidden" name="callbackUrl" value={next} />
            <button
              type="submit"
              className="inline-flex min-h-11.5 items-center justify-center gap-3 rounded-control border border-line-strong bg-surface px-5 text-note font-medium transition-colors hover:bg-hover max-sm:w-full"
            >
              <GoogleMark />
              Sign in with Google
            </button>
          </form>
          <p className="mt-3.5 text-meta text-ink-3">
            For people with a <strong className="font-semibold text-ink-2">{domains}</strong> address. Your
            calendar is asked for later, and only free or busy is read, never titles.
          </p>
        </div>
        <dl className="grid gap-x-6 gap-y-3 border-t border-line pt-5 text-meta sm:grid-cols-3">
          <Step name="Ask">Say what you want to do and to understand.</Step>
          <Step name="Sit together">It is in both calendars. Stop them, ask why.</Step>
          <Step name="Keep it">The problem, the process, the solution.</Step>
        </dl>
      </section>
      <section
        aria-label="How it finds a time"
        className="flex flex-col justify-center border-line px-5 py-8 max-lg:border-t sm:px-10 lg:border-l lg:py-12 xl:px-18"
      >
        <WeekDrawing />
      </section>
    </main>
  );
}

function Step({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="text-body font-semibold">{name}</dt>
      <dd className="text-ink-3">{children}</dd>
    </div>
  );
}

const listed = (domains: readonly string[]) =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(domains);
