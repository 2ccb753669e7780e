"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** Asks before something that others notice. `children`: what it means; `confirm` names the deed, never "OK". */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  confirm,
  dismiss = "Keep it",
  danger = false,
  working = false,
  onConfirm,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  confirm: ReactNode;
  dismiss?: ReactNode;
  danger?: boolean;
  working?: boolean;
  onConfirm: () => void;
  children?: ReactNode;
}) {
  return (
    <Dialog
      asks
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={children}
      footer={
        <>
          <Button tone="quiet" onClick={() => onOpenChange(false)}>
            {dismiss}
          </Button>
          <Button tone={danger ? "danger" : "primary"} working={working} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    />
  );
}
