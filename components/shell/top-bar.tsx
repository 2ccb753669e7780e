import { Bell, Plus } from "lucide-react";
import Link from "next/link";
import { AccountMenu, type ShellPerson, type SignOutActions } from "@/components/shell/account-menu";
import { PlaceLinks } from "@/components/shell/place-links";
import { SearchBox } from "@/components/shell/search-box";
import { ButtonLink } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";

/** Where one is, where one can go, and what waits. On a phone the rooms move into the tabs below. */
export function TopBar({
  person,
  unread,
  ...actions
}: { person: ShellPerson; unread: number } & SignOutActions) {
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-surface">
      <div className="mx-auto flex h-13 w-full max-w-[96rem] items-center gap-1 px-4 md:gap-3 md:px-6 lg:gap-4 lg:px-8">
        <Link href="/" aria-label="Deskside, home" className="inline-flex rounded-control py-1 lg:mr-3">
          <Logo />
        </Link>
        <PlaceLinks />
        <SearchBox />
        <div className="flex items-center gap-1 md:gap-3">
          <ButtonLink
            href="/requests/new"
            tone="primary"
            className="px-3! text-meta max-md:hidden!"
            icon={<Plus aria-hidden className="size-4" strokeWidth={2} />}
          >
            <span className="max-lg:sr-only">Post a request</span>
          </ButtonLink>
          <Notices unread={unread} />
          <AccountMenu person={person} {...actions} />
        </div>
      </div>
    </header>
  );
}

/** More than this is "9+": the number says "look", not "count". */
const MOST_SHOWN = 9;

function Notices({ unread }: { unread: number }) {
  const label = unread === 0 ? "Notices" : `Notices, ${unread} unread`;
  return (
    <Link
      href="/notices"
      aria-label={label}
      title={label}
      className="relative inline-flex size-11 items-center justify-center rounded-control text-ink-2 transition-colors hover:bg-hover hover:text-ink md:size-9"
    >
      <Bell aria-hidden className="size-5 md:size-4.5" strokeWidth={1.75} />
      {unread > 0 && (
        <span className="times absolute top-0.5 right-0 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.6875rem] leading-none font-semibold text-on-accent ring-2 ring-surface max-md:top-1.5 max-md:right-1">
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </Link>
  );
}
