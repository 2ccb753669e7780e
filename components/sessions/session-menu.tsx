"use client";

import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm, useFormPending } from "@/components/ui/action-form";
import { Button, buttonClasses } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormField } from "@/components/ui/form-field";
import { Menu, MenuButton, MenuLink } from "@/components/ui/menu";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { useFocusLeftBehind } from "@/components/ui/use-focus-left-behind";

type Props = {
  id: string;
  requestId: string;
  /** `Tue 24 Nov 14:00–14:50` in the reader's zone. */
  when: string;
  otherName: string | null;
  mayCancel: boolean;
  mayDecline: boolean;
  cancel: Action;
  decline: Action;
};

/** What one does less often: not now, cancel, the request. */
export function SessionMenu(props: Props) {
  const [asks, setAsks] = useState<"cancel" | "decline" | null>(null);
  const close = () => setAsks(null);
  const place = useRef<HTMLSpanElement>(null);
  useFocusLeftBehind(place);
  return (
    <span ref={place} className="contents">
      <Menu
        label="More"
        align="end"
        trigger={<Ellipsis aria-hidden strokeWidth={1.75} className="size-4" />}
        triggerClass={`${buttonClasses({ tone: "quiet", size: "lg" })} max-sm:flex-none!`}
      >
        <MenuLink href={`/requests/${props.requestId}`}>The request</MenuLink>
        {props.mayDecline && <MenuButton onClick={() => setAsks("decline")}>Not now</MenuButton>}
        {props.mayCancel && (
          <MenuButton danger onClick={() => setAsks("cancel")}>
            Cancel session
          </MenuButton>
        )}
      </Menu>
      <CancelDialog {...props} open={asks === "cancel"} onClose={close} />
      <DeclineDialog {...props} open={asks === "decline"} onClose={close} />
    </span>
  );
}

type Ask = Props & { open: boolean; onClose: () => void };

function CancelDialog({ id, when, otherName, cancel, open, onClose }: Ask) {
  return (
    <Dialog
      asks
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={otherName ? `Cancel the session with ${otherName}?` : "Cancel this session?"}
      description={`${when} leaves ${otherName ? "both calendars" : "your calendar"}. The request goes back on the board.`}
    >
      <ActionForm
        action={cancel}
        extra={{ id }}
        className="grid gap-5"
        onDone={() => {
          toast({ message: "Cancelled. The request is on the board." });
          onClose();
        }}
      >
        {otherName && (
          <FormField label={`A word to ${otherName}`} aside="if you like" name="reason">
            {(control) => <TextInput {...control} maxLength={200} autoComplete="off" />}
          </FormField>
        )}
        <Buttons onClose={onClose} danger>
          Cancel session
        </Buttons>
      </ActionForm>
    </Dialog>
  );
}

function DeclineDialog({ id, when, otherName, decline, open, onClose }: Ask) {
  return (
    <Dialog
      asks
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Not now?"
      description={`${when} is free for you again, and no reason is needed. ${otherName ?? "The requester"} is told, and somebody else can take your seat. You are not asked for this one again.`}
    >
      <ActionForm
        action={decline}
        extra={{ id }}
        onDone={() => {
          toast({ message: "Done. The seat is free again." });
          onClose();
        }}
      >
        <Buttons onClose={onClose}>Not now</Buttons>
      </ActionForm>
    </Dialog>
  );
}

function Buttons({ onClose, danger, children }: { onClose: () => void; danger?: boolean; children: string }) {
  const pending = useFormPending();
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button tone="quiet" onClick={onClose}>
        Keep it
      </Button>
      <Button type="submit" tone={danger ? "danger" : "primary"} working={pending}>
        {children}
      </Button>
    </div>
  );
}
