import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";

/** Where this page stands; the last crumb is the page itself and has no `href`. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly { label: string; href?: string }[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-1">
      <ol className="flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
        {crumbs.map(({ label, href }, at) => (
          <Fragment key={label}>
            {at > 0 && (
              <li aria-hidden>
                <ChevronRight className="size-3.5 text-ink-3" strokeWidth={1.75} />
              </li>
            )}
            <li className="min-w-0">
              {href ? (
                <Link
                  href={href}
                  className="rounded-badge hover:text-ink hover:underline hover:underline-offset-3"
                >
                  {label}
                </Link>
              ) : (
                <span aria-current="page">{label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
