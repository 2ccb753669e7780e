"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm, useFormPending } from "@/components/ui/action-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { DraftStatus } from "@/components/ui/draft-status";
import type { DraftFields } from "@/components/ui/form-draft";
import { randomId } from "@/components/ui/random-id";
import { EditConflict } from "./edit-conflict";
import { RelatedSoFar, useTextsSoFar } from "./related-so-far";
import type { RequestFields, RequestFormProps } from "./request-fields";
import { RequestFrame } from "./request-frame";
import { RequestTexts } from "./request-texts";
import { WhoCouldHelp } from "./who-could-help";

/** Posting and editing are one form. With a session on the request its time and people stand still. */
export function RequestForm(props: RequestFormProps) {
  const { action, draftKey, fields, editing } = props;
  const router = useRouter();
  const locked = editing?.sessionId != null;
  // An empty token field sends nothing, which would mean "as it was".
  const send: Action<{ id: string }> = useCallback(
    (input) => action(locked ? input : { teamIds: [], systemIds: [], ...withNeeds(input as DraftFields) }),
    [action, locked],
  );
  const onDone = useCallback(({ id }: { id: string }) => router.push(`/requests/${id}`), [router]);
  return (
    <ActionForm
      action={send}
      onDone={onDone}
      draftKey={draftKey}
      ownRefusals={editing ? ["conflict"] : []}
      className="grid items-start gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]"
    >
      {(draft) => (
        <Parts
          {...props}
          fields={{ ...fields, ...drafted(draft, locked, fields) }}
          draft={draft}
          locked={locked}
        />
      )}
    </ActionForm>
  );
}

function Parts({
  fields,
  draft,
  locked,
  ...props
}: RequestFormProps & { draft: DraftFields; locked: boolean }) {
  const [asked, setAsked] = useState({
    teamIds: [fields, ...fields.more].flatMap(({ teamIds }) => teamIds),
    systemIds: fields.systemIds,
    people: 1 + fields.more.length,
  });
  const onAsk = useCallback(
    (change: Partial<typeof asked>) => setAsked((before) => ({ ...before, ...change })),
    [],
  );
  const [texts, onInput] = useTextsSoFar(fields);
  const { editing } = props;
  return (
    <>
      <div className="grid gap-5" onInput={onInput}>
        {editing ? (
          <EditConflict id={editing.id} version={editing.version} draft={draft} />
        ) : (
          <FormKey kept={draft.key} />
        )}
        <RequestTexts fields={fields} />
        <RequestFrame {...props} fields={fields} locked={locked} onAsk={onAsk} />
        <Foot cancelHref={editing ? `/requests/${editing.id}` : "/board"}>
          {editing ? "Save changes" : "Post request"}
        </Foot>
      </div>
      {!locked && (
        <div className="grid gap-8">
          <WhoCouldHelp {...asked} />
          <RelatedSoFar {...texts} systemIds={asked.systemIds} requestId={editing?.id} zone={props.zone} />
        </div>
      )}
    </>
  );
}

function Foot({ cancelHref, children }: { cancelHref: string; children: ReactNode }) {
  const pending = useFormPending();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-3">
      <Button type="submit" tone="primary" size="lg" working={pending} wideOnPhone>
        {children}
      </Button>
      <ButtonLink href={cancelHref} tone="quiet" size="lg" wideOnPhone>
        Cancel
      </ButtonLink>
      <div className="sm:ml-auto">
        <DraftStatus />
      </div>
    </div>
  );
}

/** Tells the server that two sent forms are one; it is kept with the draft, for the answer may be lost as the tab is. */
function FormKey({ kept }: { kept: unknown }) {
  const key = useRef(typeof kept === "string" ? kept : randomId());
  return <input type="hidden" name="key" defaultValue={key.current} suppressHydrationWarning />;
}

/** A draft as the fields take it: names that were empty, or locked, are missing in it, and one value is not a list. */
function drafted(draft: DraftFields, locked: boolean, begun: RequestFields): Partial<RequestFields> {
  if (Object.keys(draft).length === 0) return {};
  const text = (name: string) => (typeof draft[name] === "string" ? { [name]: draft[name] } : {});
  const ids = (name: string) => [draft[name] ?? []].flat().filter((id) => typeof id === "string");
  return {
    ...text("title"),
    ...text("body"),
    ...text("understand"),
    ...text("bring"),
    ...text("neededBy"),
    ...text("place"),
    ...(Number(draft.lengthMin) > 0 && { lengthMin: Number(draft.lengthMin) }),
    ...(!locked && {
      teamIds: ids("teamIds"),
      systemIds: ids("systemIds"),
      person: named(draft.personId, begun),
      more: withNeeds(draft).more.map(({ teamIds, personId }) => ({
        teamIds: teamIds.filter((id) => typeof id === "string"),
        person: named(personId, begun),
      })),
    }),
    // Kept when it was yes or no: a box that was not ticked left no name.
    observers: draft.observers === "on" ? 1 : Number(draft.observers ?? 0) || 0,
  };
}

/** A draft keeps ids; until the list of people is there, the name is the one that the form began with. */
function named(id: unknown, begun: RequestFields) {
  if (typeof id !== "string" || id === "") return null;
  return (
    [begun, ...begun.more].find(({ person }) => person?.id === id)?.person ?? { id, name: "Who you chose" }
  );
}

/** Fields called `more.0.teamIds` as the list that they are. */
function withNeeds(input: DraftFields) {
  const more: { teamIds: unknown[]; personId: unknown }[] = [];
  const rest: DraftFields = {};
  for (const [name, value] of Object.entries(input)) {
    const [, at, field] = /^more\.(\d)\.(teamIds|personId)$/.exec(name) ?? [];
    if (at === undefined) {
      rest[name] = value;
      continue;
    }
    more[Number(at)] ??= { teamIds: [], personId: "" };
    const need = more[Number(at)];
    if (need && field === "teamIds") need.teamIds = [value ?? []].flat();
    else if (need) need.personId = value;
  }
  return { ...rest, more: more.filter(Boolean) };
}
