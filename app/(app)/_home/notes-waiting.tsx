import Link from "next/link";
import { Deed } from "@/components/sessions/deed";
import { ButtonLink } from "@/components/ui/button";
import { Panel, Row, Rows, SectionHeading } from "@/components/ui/panel";
import type { MySessions, SessionSummary } from "@/lib/sessions/schema";
import { formatDay, formatTime } from "@/lib/time/format";
import { complete } from "../sessions/[id]/actions";

/** As many as fit beside the rest; the others follow as these are answered. */
const MOST_SHOWN = 4;

type Props = { sessions: Pick<MySessions, "toConfirm" | "toLearn">; zone: string };

/** Sessions that wait for a word of the reader's: whether they happened, what they learned. */
export function NotesWaiting({ sessions: { toConfirm, toLearn }, zone }: Props) {
  const shown = [
    ...toConfirm.map((session) => ({ session, isHeld: false })),
    ...toLearn.map((session) => ({ session, isHeld: true })),
  ];
  if (shown.length === 0) return null;
  const more = shown.length - MOST_SHOWN;
  return (
    <section>
      <SectionHeading aside={more > 0 && `and ${more} more`}>Notes waiting for you</SectionHeading>
      <Panel>
        <Rows>
          {shown.slice(0, MOST_SHOWN).map(({ session, isHeld }) => (
            <Row key={session.id} className="flex-col items-start! gap-2! py-3.5!">
              <div className="min-w-0">
                <Link
                  href={`/sessions/${session.id}`}
                  className="font-medium wrap-anywhere hover:underline hover:underline-offset-3"
                >
                  {session.title}
                </Link>
                <p className="text-meta text-ink-3">
                  with {session.others.map(({ name }) => name).join(", ") || "nobody"} ·{" "}
                  {formatDay(session.start, zone)}
                </p>
              </div>
              {isHeld ? <Learning session={session} /> : <DidItHappen session={session} zone={zone} />}
            </Row>
          ))}
        </Rows>
      </Panel>
    </section>
  );
}

function Learning({ session: { id } }: { session: SessionSummary }) {
  return (
    <>
      <p className="text-meta text-ink-2">Your learning is missing.</p>
      <ButtonLink size="sm" href={`/sessions/${id}#learnings`}>
        Write my learning
      </ButtonLink>
    </>
  );
}

function DidItHappen({ session: { id, end }, zone }: { session: SessionSummary; zone: string }) {
  return (
    <>
      <p className="text-meta text-ink-2">
        Did it happen? <span className="sr-only">It ended at {formatTime(end, zone)}.</span>
      </p>
      <div className="flex flex-wrap gap-2">
        <Deed action={complete} input={{ id, outcome: "held" }} said="Held. Write down what you understood.">
          Yes, it did
        </Deed>
        <Deed
          action={complete}
          input={{ id, outcome: "not_held" }}
          said="Noted. The request is open again."
          tone="quiet"
        >
          No
        </Deed>
      </div>
    </>
  );
}
