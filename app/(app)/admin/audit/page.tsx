import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListLink } from "@/components/ui/list-link";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { TextInput } from "@/components/ui/text-input";
import { DomainError } from "@/lib/errors";
import { AUDIT_ACTIONS, type AuditAction } from "@/lib/people/audit";
import { listAudit } from "@/lib/people/list-audit";
import { formatDate, formatTime } from "@/lib/time/format";
import { adminContext } from "../admin-context";

export const metadata = { title: "Audit log" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const FILTERS = ["who", "action", "from", "to"] as const;

export default async function AuditPage({ searchParams }: Props) {
  const context = await adminContext();
  const asked = await searchParams;
  const first = (name: string) => [asked[name] ?? []].flat()[0] ?? "";
  const filters = Object.fromEntries(FILTERS.map((name) => [name, first(name)]));
  const { entries, next, problem } = await listAudit(context, { ...filters, before: first("before") })
    .then((page) => ({ ...page, problem: undefined }))
    .catch((error: unknown) => {
      if (error instanceof DomainError && error.code === "invalid")
        return { entries: [], next: null, problem: error.message };
      throw error;
    });
  const address = (more: Record<string, string>) =>
    new URLSearchParams(Object.entries({ ...filters, ...more }).filter(([, value]) => value !== ""));
  return (
    <div className="grid gap-4">
      <p className="max-w-[70ch] text-meta text-pretty text-ink-2">
        Who did what, when and from which network. Deskside neither changes nor deletes an entry; after 400
        days it goes by itself. Names are today&apos;s; what notes and requests say is never copied here.
      </p>
      <Filters filters={filters} csv={`/api/admin/audit?${address({})}`} />
      {entries.length === 0 ? (
        <Panel>
          <EmptyState
            title={problem ?? "Nothing fits."}
            action={
              <ButtonLink size="sm" href="/admin/audit">
                Show everything
              </ButtonLink>
            }
          >
            Choose other days, another action, or a part of the name or address.
          </EmptyState>
        </Panel>
      ) : (
        <Table label="Audit log">
          <thead>
            <tr>
              <Th>When</Th>
              <Th>Who did what</Th>
              <Th>From</Th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} zone={context.actor.zone} />
            ))}
          </tbody>
        </Table>
      )}
      <nav aria-label="Pages" className="flex gap-2">
        {first("before") !== "" && (
          <ButtonLink size="sm" href={`/admin/audit?${address({})}`}>
            Newest
          </ButtonLink>
        )}
        {next !== null && (
          <ButtonLink size="sm" href={`/admin/audit?${address({ before: String(next) })}`}>
            Older
          </ButtonLink>
        )}
      </nav>
    </div>
  );
}

function Filters({ filters, csv }: { filters: Record<string, string>; csv: string }) {
  return (
    <search>
      <form method="get" action="/admin/audit" className="flex flex-wrap items-end gap-2">
        <TextInput
          key={`who ${filters.who}`}
          type="search"
          name="who"
          aria-label="Name or address of a person"
          placeholder="Name or address"
          defaultValue={filters.who}
          maxLength={100}
          autoComplete="off"
          className="sm:max-w-56 max-sm:w-full! sm:flex-1"
        />
        <Select
          key={`action ${filters.action}`}
          name="action"
          aria-label="What was done"
          defaultValue={filters.action}
          className="w-52 max-sm:w-full!"
        >
          <option value="">Everything</option>
          {Object.entries(AUDIT_ACTIONS).map(([code, words]) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </Select>
        <Day name="from" label="From" value={filters.from} />
        <Day name="to" label="To" value={filters.to} />
        <Button type="submit" size="lg">
          Show
        </Button>
        <ButtonLink href={csv} download prefetch={false} size="lg" tone="quiet" className="sm:ml-auto">
          Download CSV
        </ButtonLink>
      </form>
    </search>
  );
}

const Day = ({ name, label, value }: { name: string; label: string; value: string | undefined }) => (
  <span className="flex items-center gap-2 text-meta text-ink-2">
    <label htmlFor={`audit-${name}`}>{label}</label>
    <TextInput
      key={`${name} ${value}`}
      id={`audit-${name}`}
      type="date"
      name={name}
      defaultValue={value}
      className="w-36"
    />
  </span>
);

type Entries = Awaited<ReturnType<typeof listAudit>>["entries"];

function Entry({ entry, zone }: { entry: Entries[number]; zone: string }) {
  const { at, actorId, actorName, action, subjectKind, subjectId, subjectName, network } = entry;
  return (
    <Tr>
      <Td className="times whitespace-nowrap text-ink-2">
        <time dateTime={new Date(at).toISOString()}>
          {formatDate(at, zone)} {formatTime(at, zone)}
        </time>
      </Td>
      <Td className="max-sm:w-full wrap-anywhere">
        {actorId === null ? "Nobody signed in" : <Person id={actorId} name={actorName} />}{" "}
        {AUDIT_ACTIONS[action as AuditAction] ?? action}
        {subjectId !== null && subjectKind !== null && (
          <>
            {" "}
            <Subject kind={subjectKind} id={subjectId} name={subjectName} />
          </>
        )}
      </Td>
      <Td className="font-mono text-meta whitespace-nowrap text-ink-3">
        {network ?? <span className="font-sans max-sm:hidden">not known</span>}
      </Td>
    </Tr>
  );
}

/** Filters by that person; of whoever was deleted only the id is left. */
function Person({ id, name }: { id: string; name: string | null }) {
  return (
    <ListLink href={`/admin/audit?who=${id}`} className="font-medium hover:underline">
      {name ?? `Somebody who left (${id.slice(0, 8)})`}
    </ListLink>
  );
}

function Subject({
  kind,
  id,
  name,
}: {
  kind: NonNullable<Entries[number]["subjectKind"]>;
  id: string;
  name: string | null;
}) {
  if (kind === "person") return <Person id={id} name={name} />;
  if (kind === "session")
    return (
      <ListLink href={`/sessions/${id}`} className="link">
        <code className="font-mono text-meta">{id.slice(0, 8)}</code>
      </ListLink>
    );
  return name ? <span>{name}</span> : <code className="font-mono text-meta">{id.slice(0, 8)}</code>;
}
