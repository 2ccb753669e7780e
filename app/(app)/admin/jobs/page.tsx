import { RotateCw } from "lucide-react";
import { Deed } from "@/components/ui/deed";
import { EmptyState } from "@/components/ui/empty-state";
import { ListLink } from "@/components/ui/list-link";
import { Panel, Row, Rows } from "@/components/ui/panel";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { listJobs } from "@/lib/jobs/list-jobs";
import { formatAge, formatDayTime } from "@/lib/time/format";
import { runJobAgain, runJobsAgain } from "../actions";
import { adminContext } from "../admin-context";

const AGAIN = <RotateCw aria-hidden strokeWidth={1.75} className="size-4" />;

export const metadata = { title: "Jobs" };

export default async function JobsPage() {
  const context = await adminContext();
  const { failed, more, queues } = await listJobs(context);
  return (
    <div className="grid gap-6">
      <Panel
        title="Failed for good"
        aside={
          failed.length > 1 ? (
            <Deed icon={AGAIN} action={runJobsAgain} said="All of them are queued again.">
              Run all again
            </Deed>
          ) : (
            failed.length
          )
        }
      >
        {failed.length === 0 ? (
          <EmptyState title="Nothing failed for good.">
            Invitations, changes and mails that fail are tried again for about an hour. What still has not
            worked then is listed here for a week, with its reason. Reading calendars fails sooner and is
            listed for an hour: it comes round again every ten minutes.
          </EmptyState>
        ) : (
          <Rows>
            {failed.map((job) => (
              <Row key={job.id} className="items-start! py-3">
                <FailedJob job={job} now={context.now} zone={context.actor.zone} />
              </Row>
            ))}
          </Rows>
        )}
      </Panel>
      {more && <p className="text-meta text-ink-3">Only the latest 100 are shown.</p>}
      <section className="grid gap-2.5">
        <h2 className="text-section">Now</h2>
        {queues.length === 0 ? (
          <Panel>
            <EmptyState title="Nothing waits and nothing runs." />
          </Panel>
        ) : (
          <QueuesTable queues={queues} now={context.now} />
        )}
      </section>
    </div>
  );
}

type Jobs = Awaited<ReturnType<typeof listJobs>>;

function FailedJob({ job, now, zone }: { job: Jobs["failed"][number]; now: number; zone: string }) {
  const { id, what, why, tries, failedAt, sessionId, title, personName } = job;
  return (
    <>
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere">
          <span className="font-medium">{what}</span>
          {sessionId && title && (
            <>
              {" "}
              for{" "}
              <ListLink href={`/sessions/${sessionId}`} className="link">
                {title}
              </ListLink>
            </>
          )}
          {personName && <span className="text-ink-2">, {personName}</span>}
        </p>
        <p className="text-meta text-ink-2">{why}.</p>
        <p className="text-meta text-ink-3">
          <time dateTime={new Date(failedAt).toISOString()} title={formatDayTime(failedAt, zone)}>
            {formatAge(failedAt, now)}
          </time>
          , after {tries === 1 ? "one try" : `${tries} tries`}. In the log as{" "}
          <code className="font-mono">{id.slice(0, 8)}</code>.
        </p>
      </div>
      <Deed icon={AGAIN} action={runJobAgain} input={{ id }} said={`“${what}” is queued again.`}>
        Run again<span className="sr-only">: {what}</span>
      </Deed>
    </>
  );
}

function QueuesTable({ queues, now }: { queues: Jobs["queues"]; now: number }) {
  return (
    <Table label="What waits and runs now">
      <thead>
        <tr>
          <Th>Job</Th>
          <Th className="text-right">Running</Th>
          <Th className="text-right">Waiting</Th>
          <Th className="text-right">To be tried again</Th>
          <Th className="text-right">Later</Th>
          <Th>Oldest</Th>
        </tr>
      </thead>
      <tbody>
        {queues.map(({ name, what, running, waiting, retrying, later, oldestAt }) => (
          <Tr key={name}>
            <Td className="font-medium max-sm:w-full">{what}</Td>
            <Count n={running} words="running" />
            <Count n={waiting} words="waiting" />
            <Count n={retrying} words="to be tried again" />
            <Count n={later} words="later" />
            <Td className="text-meta text-ink-2 max-sm:w-full">
              {oldestAt === null ? (
                <span className="text-ink-3 max-sm:hidden">nothing waits</span>
              ) : (
                <>
                  <span className="sm:hidden">oldest: </span>
                  {formatAge(oldestAt, now)}
                </>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** On a phone a number needs its word, and none is nothing to say. */
function Count({ n, words }: { n: number; words: string }) {
  return (
    <Td className={n === 0 ? "times text-right text-ink-3 max-sm:hidden" : "times text-right"}>
      {n}
      <span className="text-meta text-ink-2 sm:hidden"> {words}</span>
    </Td>
  );
}
