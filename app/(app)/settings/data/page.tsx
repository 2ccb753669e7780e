import { pageContext } from "@/app/_server/actor";
import { ConfirmDeed } from "@/components/people/confirm-deed";
import { buttonClasses } from "@/components/ui/button";
import { Panel, PanelBody, SectionHeading } from "@/components/ui/panel";
import { deleteMe } from "../actions";

export const metadata = { title: "Your data" };

export default async function DataPage() {
  await pageContext();
  return (
    <div className="grid max-w-2xl gap-8">
      <section>
        <SectionHeading>A copy of your data</SectionHeading>
        <Panel>
          <PanelBody className="grid justify-items-start gap-3">
            <p className="text-ink-2">
              Everything Deskside keeps about you, as one JSON file: your settings, hours, busy times,
              requests, sessions, notes, learnings, notices and what the audit log says of you.
            </p>
            <a href="/api/my-data" download className={buttonClasses({})}>
              Download my data
            </a>
          </PanelBody>
        </Panel>
      </section>
      <section>
        <SectionHeading>Delete my data</SectionHeading>
        <Panel>
          <PanelBody className="grid justify-items-start gap-3">
            <p className="text-ink-2">
              You are signed out, your coming sessions are cancelled and everybody concerned is told. Then
              your events leave Google, its permission is given back, and what is about you is deleted.
            </p>
            <p className="text-ink-2">
              Notes you wrote with others stay, and so do requests that led to a session: without your name,
              as from “Somebody who left”. A name that somebody typed into a text is not looked for there.
            </p>
            <ConfirmDeed
              label="Delete my data"
              tone="danger"
              named=""
              title="Delete everything about you?"
              confirm="Delete my data"
              said="Your data is being deleted."
              action={deleteMe}
              input={{ isSure: true }}
            >
              It cannot be undone. Download a copy first if you want one. Should you sign in again, Deskside
              knows nothing about you.
            </ConfirmDeed>
          </PanelBody>
        </Panel>
      </section>
    </div>
  );
}
