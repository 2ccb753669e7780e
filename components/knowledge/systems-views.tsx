import Link from "next/link";

const VIEWS = [
  { href: "/systems", label: "List" },
  { href: "/map", label: "Map" },
] as const;

/** The same systems, as a list or as a map. */
export function SystemsViews({ here }: { here: (typeof VIEWS)[number]["href"] }) {
  return (
    <nav aria-label="Systems as">
      <ul className="inline-flex min-h-9 rounded-control border border-line-strong bg-surface max-sm:min-h-11">
        {VIEWS.map(({ href, label }) => (
          <li key={href} className="flex border-line not-first:border-l">
            <Link
              href={href}
              aria-current={href === here ? "page" : undefined}
              className="flex items-center rounded-[5px] px-3.5 transition-colors hover:bg-hover aria-[current=page]:bg-accent-tint aria-[current=page]:font-medium aria-[current=page]:text-accent-ink aria-[current=page]:shadow-[inset_0_-2px_0_var(--accent)]"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
