"use client";

import type { Action } from "@/components/ui/action";
import { ActionForm, useFormPending } from "@/components/ui/action-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Message } from "@/components/ui/message";
import { Panel, PanelBody } from "@/components/ui/panel";
import { DateInput } from "@/components/ui/text-input";
import type { RequestView } from "@/lib/requests/schema";

type Props = {
  request: Pick<RequestView, "id" | "state" | "sessionId">;
  mine: boolean;
  until: string;
  /** Dates: today, and the one that is proposed. */
  today: string;
  inAWeek: string;
  revive: Action;
  reopen: Action;
};

/** In place of matches, where there is nothing to match: what became of the request, and the one way on. */
export function RequestOutcome({ request, mine, until, today, inAWeek, revive, reopen }: Props) {
  const { id, state, sessionId } = request;
  const session = (words: string) =>
    sessionId && (
      <ButtonLink tone="primary" href={`/sessions/${sessionId}`}>
        {words}
      </ButtonLink>
    );
  if (state === "booked")
    return (
      <Message title="This is booked." action={session("Open the session")}>
        Who, when and where is on the page of the session.
      </Message>
    );
  if (state === "done")
    return (
      <Message title="This took place." action={session("Read what it left behind")}>
        The note is with the session.
      </Message>
    );
  if (state === "withdrawn")
    return (
      <Message
        title={mine ? "You withdrew this." : "This was withdrawn."}
        action={
          mine && (
            <ActionForm action={reopen} extra={{ id }}>
              <PutBack />
            </ActionForm>
          )
        }
      >
        Nobody sees it on the board.
      </Message>
    );
  return (
    <Panel title={`Its day, ${until}, has passed`}>
      <PanelBody>
        {mine ? (
          <ActionForm action={revive} extra={{ id }} className="flex flex-wrap items-end gap-3">
            <FormField label="Needed by" name="neededBy" hint="It goes back on the board until then.">
              {(control) => <DateInput {...control} defaultValue={inAWeek} min={today} />}
            </FormField>
            <PutBack />
          </ActionForm>
        ) : (
          <p className="text-ink-2">It is no longer on the board. Its requester can give it another day.</p>
        )}
      </PanelBody>
    </Panel>
  );
}

const PutBack = () => (
  <Button type="submit" tone="primary" working={useFormPending()}>
    Put it back on the board
  </Button>
);
