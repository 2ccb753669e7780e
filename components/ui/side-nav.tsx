"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
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
  return (
    <nav aria-label={label} className={classNames("max-md:scroll-sideways", className)}>
      <ul className="flex border-line max-md:border-b-2 md:flex-col md:border-l-2">
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
