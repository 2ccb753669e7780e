import { Button, ButtonLink } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";

export const metadata = { title: "Weekly mail", robots: { index: false } };

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Where the link of a weekly mail leads: one button, for whoever holds the mail, signed in or not. */
export default async function StopMailPage({ params, searchParams }: Props) {
  const [{ token }, { done, broken }] = await Promise.all([params, searchParams]);
  return (
    <main id="main" className="mx-auto grid w-full max-w-xl content-start gap-6 px-5 py-10 sm:py-16">
      <Logo large />
      {done ? (
        <>
          <h1 className="text-title">No more weekly mail.</h1>
          <p className="text-note text-ink-2">
            Nothing else changes. You can ask for it again under Settings, Mail and feed.
          </p>
          <ButtonLink href="/settings/mail" className="justify-self-start">
            Open settings
          </ButtonLink>
        </>
      ) : broken ? (
        <>
          <h1 className="text-title">This link is not whole.</h1>
          <p className="text-note text-ink-2">
            Nothing was changed. Open the link in the mail again, or switch the mail off under Settings, Mail
            and feed.
          </p>
          <ButtonLink href="/settings/mail" className="justify-self-start">
            Open settings
          </ButtonLink>
        </>
      ) : (
        <>
          <h1 className="text-title">Stop the weekly mail?</h1>
          <p className="text-note text-ink-2">
            It tells on Mondays what was learned near your systems. Your other mail stays as it is.
          </p>
          <form method="post" action={`/api/mail/stop/${encodeURIComponent(token)}?from=page`}>
            <Button type="submit" tone="primary">
              Stop it
            </Button>
          </form>
        </>
      )}
    </main>
  );
}
