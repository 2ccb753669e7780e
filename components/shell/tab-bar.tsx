"use client";

import { BookOpen, Ellipsis, House, LayoutList, Plus } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { placeOf } from "@/components/shell/places";
import { MenuLink } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";

const tab =
  "relative flex h-full w-full flex-col items-center justify-center gap-0.5 text-caption text-ink-2 focus-visible:-outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent-ink aria-[current=page]:before:absolute aria-[current=page]:before:-top-px aria-[current=page]:before:h-0.75 aria-[current=page]:before:w-11 aria-[current=page]:before:rounded-b-[3px] aria-[current=page]:before:bg-accent";

const tabs = [
  { href: "/", label: "Home", Icon: House },
  { href: "/board", label: "Board", Icon: LayoutList },
  { href: "/requests/new", label: "Ask", Icon: Plus },
  { href: "/notes", label: "Notes", Icon: BookOpen },
] as const;

/** The rooms of a phone, under the thumb. A page with a bar of its own there hides it (`data-replaces-tabs`). */
export function TabBar() {
  const path = usePathname();
  const here = path === "/requests/new" ? path : placeOf(path);
  const elsewhere = here !== undefined && !tabs.some(({ href }) => href === here);
  return (
    <nav
      aria-label="Main"
      data-tab-bar
      className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid h-15 grid-cols-5">
        {tabs.map(({ href, label, Icon }) => (
          <li key={href}>
            <Link href={href} aria-current={here === href ? "page" : undefined} className={tab}>
              <Icon aria-hidden className="size-5" strokeWidth={1.75} />
              {label}
            </Link>
          </li>
        ))}
        <li>
          <Popover
            align="end"
            triggerClass={tab}
            panelClass="mr-2 w-52 p-1"
            trigger={
              <>
                <Ellipsis aria-hidden className="size-5" strokeWidth={1.75} />
                <span className={elsewhere ? "font-medium text-accent-ink" : undefined}>More</span>
              </>
            }
          >
            <ul>
              <MenuLink href="/systems" on={here === "/systems"}>
                Systems
              </MenuLink>
              <MenuLink href="/walls" on={here === "/walls"}>
                Walls
              </MenuLink>
              <MenuLink href="/people" on={here === "/people"}>
                People and teams
              </MenuLink>
              <MenuLink href="/notices">Notices</MenuLink>
              <MenuLink href="/settings">Settings</MenuLink>
            </ul>
          </Popover>
        </li>
      </ul>
    </nav>
  );
}
