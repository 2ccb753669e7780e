import Link from "next/link";
import { pageContext } from "@/app/_server/actor";
import { CalendarChoice } from "@/components/people/calendar-choice";
import { HoursForm } from "@/components/people/hours-form";
import { Overrides } from "@/components/people/overrides";
import { Message } from "@/components/ui/message";
import { Panel, SectionHeading } from "@/components/ui/panel";
import { getConnection } from "@/lib/calendar/get-connection";
import { CONSENT_PROBLEMS, type ConsentProblem } from "@/lib/calendar/schema";
import { getSettings } from "@/lib/people/get-settings";
import { dateIn } from "@/lib/time/zone";
import { calendars, dropOverride, hours, override } from "../actions";
import { Connection, ConnectionBadge, ConnectionFoot } from "./connection";
import { Facts } from "./facts";

export const metadata = { title: "Calendar and hours" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const problemOf = (word: unknown): string | undefined =>
  typeof word === "string" && Object.hasOwn(CONSENT_PROBLEMS, word)
    ? CONSENT_PROBLEMS[word as ConsentProblem]
    : undefined;

export default async function CalendarPage({ searchParams }: Props) {
  const context = await pageContext();
  const { actor, now } = context;
  const [connection, settings, asked] = await Promise.all([
    getConnection(context),
    getSettings(context),
    searchParams,
  ]);
  const problem = problemOf(asked.problem);
  return (
    <div className="grid gap-5">
      {problem && (
        <Message tone="danger" title={problem} announce>
          Your settings are as they were.
        </Message>
      )}
      <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-2">
        <section>
          <SectionHeading aside={<ConnectionBadge state={connection.state} />}>
            Google Calendar
          </SectionHeading>
          <Panel>
            <Connection connection={connection} zone={actor.zone} />
            <Facts connection={connection} zone={actor.zone} now={now} />
            {connection.state === "connected" && <WhichCount missing={connection.missing} />}
            <ConnectionFoot {...connection} />
          </Panel>
        </section>
        <div className="grid min-w-0 gap-8">
          <section>
            <SectionHeading
              aside={
                <>
                  {actor.zone.replaceAll("_", " ")}{" "}
                  <Link href="/settings" className="link">
                    Change<span className="sr-only"> the time zone</span>
                  </Link>
                </>
              }
            >
              Working hours
            </SectionHeading>
            <Panel>
              <HoursForm action={hours} hours={settings.hours} />
            </Panel>
          </section>
          <Overrides
            overrides={settings.overrides}
            today={dateIn(now, actor.zone)}
            save={override}
            remove={dropOverride}
          />
        </div>
      </div>
    </div>
  );
}

function WhichCount({ missing }: { missing: readonly string[] }) {
  const mayList = !missing.some((scope) => scope.endsWith("calendarlist.readonly"));
  return (
    <div className="border-t border-line">
      <div className="border-b border-line px-4 py-3">
        <h3 className="font-semibold">Which calendars count as busy</h3>
        <p className="text-meta text-ink-3">
          {mayList
            ? "Busy in any of them is busy."
            : "Your main calendar. Deskside may not list the others, so there is nothing to choose from."}
        </p>
      </div>
      {mayList && <CalendarChoice action={calendars} />}
    </div>
  );
}
