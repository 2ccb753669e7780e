import { LogOut, Settings, ShieldCheck, User } from "lucide-react";
import { disciplineTone } from "@/components/people/discipline-mark";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { MenuForm, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { Seat } from "@/components/ui/seat";

export type ShellPerson = {
  id: string;
  name: string;
  email: string;
  initials: string;
  /** Of the person's team; empty before there is one. */
  discipline: string;
  isAdmin: boolean;
};

export type SignOutActions = { signOut: () => Promise<void>; signOutEverywhere: () => Promise<void> };

/** Who I am, how it looks, and the way out. */
export function AccountMenu({
  person,
  signOut,
  signOutEverywhere,
}: { person: ShellPerson } & SignOutActions) {
  const icon = { "aria-hidden": true, strokeWidth: 1.75 } as const;
  return (
    <Popover
      label={`${person.initials}, account of ${person.name}`}
      align="end"
      panelClass="w-68 p-1"
      triggerClass="inline-flex size-11 items-center justify-center rounded-control md:size-9"
      trigger={<Seat initials={person.initials} tone={disciplineTone(person.discipline)} />}
    >
      <div className="px-2.5 pt-2 pb-2.5">
        <p className="truncate font-medium">{person.name}</p>
        <p className="truncate text-meta text-ink-3">{person.email}</p>
      </div>
      <div className="px-2.5 pb-2">
        <ThemeSwitch />
      </div>
      <ul>
        <MenuSeparator />
        <MenuLink href={`/people/${person.id}`} icon={<User {...icon} />}>
          Your page
        </MenuLink>
        <MenuLink href="/settings" icon={<Settings {...icon} />}>
          Settings
        </MenuLink>
        {person.isAdmin && (
          <MenuLink href="/admin" icon={<ShieldCheck {...icon} />}>
            Admin
          </MenuLink>
        )}
        <MenuSeparator />
        <MenuForm action={signOut} icon={<LogOut {...icon} />}>
          Sign out
        </MenuForm>
        <MenuForm action={signOutEverywhere} icon={<LogOut {...icon} />}>
          Sign out everywhere
        </MenuForm>
      </ul>
    </Popover>
  );
}
