"use client";

import { type ReactNode, useState } from "react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** A quiet button that asks first; a refusal is said in the dialog, which stays. */
export function ConfirmDeed({
  label,
  tone = "quiet",
  named,
  title,
  confirm,
  said,
  action,
  input,
  children,
}: {
  label: string;
  /** `danger` where it stands alone; in a list of many it is quiet. */
  tone?: "quiet" | "danger";
  /** What the button is about, for those who do not see its row. */
  named: string;
  title: string;
  confirm: string;
  said: string;
  action: Action;
  input: Record<string, unknown>;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const { run, pending, refusal } = useAction(action, () => {
    setOpen(false);
    toast({ message: said });
  });
  return (
    <>
      <Button size="sm" tone={tone} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
        <span className="sr-only"> {named}</span>
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        confirm={confirm}
        danger
        dismiss="Leave it"
        working={pending}
        onConfirm={() => run(input)}
      >
        {children}
        {refusal && (
          <span role="alert" className="mt-2 block text-danger">
            {refusal.message}
          </span>
        )}
      </ConfirmDialog>
    </>
  );
}
