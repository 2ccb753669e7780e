"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";

/** The rooms of one area, down the side; on a phone a strip that scrolls. The one we are in is marked by the address. */
export function SideNav({
  label,
  items,
  className,
}: {
  label: string;
  items: readonly { href: string; label: string }[];
  className?: string;
}) {
  const path = usePathname();
  const strip = useRef<HTMLElement>(null);
  // Of a strip that scrolls, the room we are in is in sight. Only sideways: the page stays where it is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path says which room is marked
  useEffect(() => {
    const here = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (!here || !strip.current) return;
    const frame = strip.current.getBoundingClientRect();
    const { left, width } = here.getBoundingClientRect();
    strip.current.scrollLeft += left + width / 2 - (frame.left + frame.width / 2);
  }, [path]);
  return (
    <nav ref={strip} aria-label={label} className={classNames("max-md:scroll-sideways", className)}>
      <ul className="flex border-line max-md:w-max max-md:min-w-full max-md:border-b-2 md:flex-col md:border-l-2">
        {items.map(({ href, label: words }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={classNames(
                "block px-3 py-1.5 whitespace-nowrap text-ink-2 transition-colors hover:text-ink max-md:-mb-0.5 max-md:border-b-2 max-md:border-transparent max-md:py-2.5 md:-ml-0.5 md:border-l-2 md:border-transparent md:pl-3.5",
                "aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink",
              )}
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
