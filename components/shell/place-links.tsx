"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { placeOf, places } from "@/components/shell/places";

/** The rooms, side by side in the top bar; the one we are in is underlined by the bar's own edge. */
export function PlaceLinks() {
  const here = placeOf(usePathname());
  return (
    <nav aria-label="Main" className="hidden h-full md:block">
      <ul className="flex h-full lg:gap-2 xl:gap-3">
        {places.map(({ href, label }) => (
          <li key={href} className="h-full">
            <Link
              href={href}
              aria-current={here === href ? "page" : undefined}
              className="relative flex h-full items-center px-1.5 text-ink-2 lg:px-2 transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-1.5 lg:aria-[current=page]:after:inset-x-2 aria-[current=page]:after:-bottom-px aria-[current=page]:after:h-0.75 aria-[current=page]:after:rounded-t-[3px] aria-[current=page]:after:bg-accent"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
