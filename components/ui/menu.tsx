"use client";

import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { ListLink } from "@/components/ui/list-link";
import { Popover } from "@/components/ui/popover";

/** Things to do or to choose, in a list under a button. Items: `MenuLink`, `MenuFile`, `MenuButton`, `MenuForm`, `MenuSeparator`. */
export function Menu({ panelClass, children, ...rest }: ComponentProps<typeof Popover>) {
  return (
    <Popover {...rest} panelClass={classNames("min-w-52 p-1", panelClass)}>
      <ul>{children}</ul>
    </Popover>
  );
}

const item =
  "flex min-h-8.5 w-full items-center gap-2.5 rounded-badge px-2.5 py-1.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2 max-md:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3";

type Item = {
  icon?: ReactNode;
  /** Chosen already: a tick at the end, read out as such. */
  on?: boolean;
  /** Cannot be taken back. */
  danger?: boolean;
  children: ReactNode;
};

function Inside({ icon, on, children }: Item) {
  return (
    <>
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {on && <Check aria-label="chosen" strokeWidth={2} />}
    </>
  );
}

const face = ({ on, danger }: Item) => classNames(item, on && "font-medium", danger && "text-danger");

/** An item that leads somewhere. */
export function MenuLink({ icon, on, danger, children, ...rest }: Item & ComponentProps<typeof ListLink>) {
  return (
    <li>
      <ListLink {...rest} data-item className={face({ on, danger, children })}>
        <Inside icon={icon} on={on}>
          {children}
        </Inside>
      </ListLink>
    </li>
  );
}

/** An item that gives a file. A plain link: there is no page to fetch ahead. */
export function MenuFile({ icon, on, danger, children, ...rest }: Item & ComponentProps<"a">) {
  return (
    <li>
      <a {...rest} download data-item className={face({ on, danger, children })}>
        <Inside icon={icon} on={on}>
          {children}
        </Inside>
      </a>
    </li>
  );
}

/** An item that does something in the browser. It closes the menu unless `stays`. */
export function MenuButton({
  icon,
  on,
  danger,
  stays = false,
  children,
  ...rest
}: Item & { stays?: boolean } & ComponentProps<"button">) {
  return (
    <li>
      <button
        type="button"
        {...rest}
        data-item
        data-closes={stays ? undefined : ""}
        aria-pressed={on}
        className={face({ on, danger, children })}
      >
        <Inside icon={icon} on={on}>
          {children}
        </Inside>
      </button>
    </li>
  );
}

/** An item that runs a server action, with `fields` as its form. */
export function MenuForm({
  action,
  fields = {},
  icon,
  danger,
  children,
}: Item & {
  action: (form: FormData) => Promise<unknown>;
  fields?: Record<string, string>;
}) {
  return (
    <li>
      <form action={async (form) => void (await action(form))}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" data-item className={face({ danger, children })}>
          <Inside icon={icon}>{children}</Inside>
        </button>
      </form>
    </li>
  );
}

/** A line between groups of items. */
export function MenuSeparator() {
  return <li aria-hidden className="my-1 border-t border-line" />;
}
