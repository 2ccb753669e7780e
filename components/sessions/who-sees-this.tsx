import { Lock, Users } from "lucide-react";
import type { Action } from "@/components/ui/action";
import { Deed } from "@/components/ui/deed";
import { Panel, PanelBody } from "@/components/ui/panel";
import type { SessionView } from "@/lib/sessions/schema";

/** Whether the company finds this session and its note; for those who sit in it. Whoever pairs can change it. */
export function WhoSeesThis({
  session: { id, isPrivate, mine, may },
  action,
}: {
  session: SessionView;
  action: Action;
}) {
  if (!mine || mine.left) return null;
  const Icon = isPrivate ? Lock : Users;
  return (
    <Panel title="Who sees this">
      <PanelBody className="grid justify-items-start gap-3">
        <p className="flex gap-2 text-meta text-ink-2">
          <Icon aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-ink-3" />
          {isPrivate
            ? "Only those who sit here. Nobody else finds the session or its note, admins neither."
            : "Everybody in the company: the session, and the note once it is written."}
        </p>
        {may.setPrivate && (
          <Deed
            key={String(isPrivate)}
            action={action}
            input={{ id, isPrivate: !isPrivate }}
            said={isPrivate ? "Everybody in the company sees it again." : "Private from now on."}
          >
            {isPrivate ? "Show it to the company" : "Make it private"}
          </Deed>
        )}
      </PanelBody>
    </Panel>
  );
}
