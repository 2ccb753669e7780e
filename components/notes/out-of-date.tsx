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

/** Asks why a note holds no longer. */
export function MarkOutOfDate({ id, action }: { id: string; action: Action }) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  useFocusLeftBehind(place);
  const close = () => setOpen(false);
  return (
    <span ref={place} className="contents">
      <Button size="sm" tone="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Out of date?
      </Button>
      <Dialog
        asks
        open={open}
        onOpenChange={setOpen}
        title="Is this note out of date?"
        description="It stays, and everybody who finds it reads why it does not hold any longer."
      >
        <ActionForm
          action={action}
          extra={{ id }}
          className="grid gap-5"
          onDone={() => {
            toast({ message: "Marked as out of date." });
            close();
          }}
        >
          <FormField label="What has changed" name="reason">
            {(control) => (
              <TextInput
                {...control}
                maxLength={200}
                autoComplete="off"
                placeholder="Moved to Terraform in October"
              />
            )}
          </FormField>
          <Buttons onClose={close} />
        </ActionForm>
      </Dialog>
    </span>
  );
}

function Buttons({ onClose }: { onClose: () => void }) {
  const pending = useFormPending();
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button tone="quiet" onClick={onClose}>
        It holds
      </Button>
      <Button type="submit" tone="primary" working={pending}>
        Mark as out of date
      </Button>
    </div>
  );
}
