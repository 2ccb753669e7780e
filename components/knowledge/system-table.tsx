import { TeamName } from "@/components/people/discipline-mark";
import { RowLink } from "@/components/ui/row-link";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { SystemRow } from "@/lib/knowledge/schema";
import { VerdictBadge } from "./verdict-badge";

/** Every system in a row: who can do it, who keeps it, and what there is to read and to do. */
export function SystemTable({ rows }: { rows: readonly SystemRow[] }) {
  return (
    <Table label={`${rows.length} systems`} className="max-sm:block max-sm:[&>tbody]:block">
      <thead>
        <tr>
          <Th>System</Th>
          <Th>Can do it</Th>
          <Th>Kept by</Th>
          <Th className="text-right">Want to learn</Th>
          <Th className="text-right">Notes</Th>
          <Th className="text-right">Open requests</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="relative has-[a[data-row]:focus-visible]:bg-hover">
            <Td className="max-sm:min-w-0 max-sm:flex-1 sm:w-[42%] sm:py-2">
              <RowLink href={`/systems/${row.slug}`}>{row.name}</RowLink>
              {row.description && (
                <p className="line-clamp-1 text-meta text-ink-3 max-sm:hidden">{row.description}</p>
              )}
            </Td>
            <Td>
              <VerdictBadge verdict={row.verdict} />
            </Td>
            <Td className="max-sm:w-full max-sm:min-w-0">
              <span className="flex min-w-0 flex-wrap items-center gap-x-3 text-meta text-ink-2">
                {row.team ? (
                  <TeamName
                    discipline={row.team.discipline}
                    name={row.team.name}
                    className="max-w-full wrap-anywhere"
                  />
                ) : (
                  <span className="text-ink-3">No team</span>
                )}
                <span className="times text-ink-3 sm:hidden">
                  {row.notes} {row.notes === 1 ? "note" : "notes"}
                  {row.openRequests > 0 && `, ${row.openRequests} open`}
                </span>
              </span>
            </Td>
            <Count>{row.wantToLearn}</Count>
            <Count>{row.notes}</Count>
            <Count>{row.openRequests}</Count>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Count({ children }: { children: number }) {
  return (
    <Td className={`times text-right max-sm:hidden ${children === 0 ? "text-ink-3" : "text-ink-2"}`}>
      {children}
    </Td>
  );
}
