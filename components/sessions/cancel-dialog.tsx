"use client";

import { useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm, useFormPending } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormField } from "@/components/ui/form-field";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { useFocusLeftBehind } from "@/components/ui/use-focus-left-behind";

type Props = {
  id: string;
  /** `Tue 24 Nov 14:00–14:50` in the reader's zone. */
  when: string;
  otherName: string | null;
  cancel: Action;
};

/** Asks before a session is cancelled, and for a word why. */
export function CancelDialog({
  id,
  when,
  otherName,
  cancel,
  open,
  onClose,
}: Props & { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      asks
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={otherName ? `Cancel the session with ${otherName}?` : "Cancel this session?"}
      description={`${when} leaves ${otherName ? "everybody’s calendar" : "your calendar"}. The request goes back on the board.`}
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
        <DialogButtons onClose={onClose} danger>
          Cancel session
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** The same from a button of its own. */
export function CancelButton(props: Props) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  useFocusLeftBehind(place);
  return (
    <span ref={place} className="contents">
      <Button size="sm" tone="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Cancel session
      </Button>
      <CancelDialog {...props} open={open} onClose={() => setOpen(false)} />
    </span>
  );
}

export function DialogButtons({
  onClose,
  danger,
  children,
}: {
  onClose: () => void;
  danger?: boolean;
  children: string;
}) {
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
