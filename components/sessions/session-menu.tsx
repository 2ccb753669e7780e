"use client";

import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import type { Action } from "@/components/ui/action";
import { ActionForm } from "@/components/ui/action-form";
import { buttonClasses } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuButton, MenuFile, MenuLink } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { useFocusLeftBehind } from "@/components/ui/use-focus-left-behind";
import { CancelDialog, DialogButtons } from "./cancel-dialog";
import { SwapDialog } from "./swap-partner";

type Props = {
  id: string;
  requestId: string;
  /** `Tue 24 Nov 14:00–14:50` in the reader's zone. */
  when: string;
  otherName: string | null;
  /** Those whose seat can change hands, and whether one is free. */
  partners: readonly { id: string; name: string }[];
  hasFreeSeat: boolean;
  maySwap: boolean;
  mayCancel: boolean;
  mayDecline: boolean;
  swap: Action;
  cancel: Action;
  decline: Action;
};

/** What one does less often: another partner, not now, cancel, the request. */
export function SessionMenu(props: Props) {
  const [asks, setAsks] = useState<"swap" | "cancel" | "decline" | null>(null);
  const [outId, setOutId] = useState<string>();
  const close = () => setAsks(null);
  const { partners, hasFreeSeat } = props;
  const swap = (id?: string) => {
    setOutId(id);
    setAsks("swap");
  };
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
        <MenuFile href={`/api/sessions/${props.id}/ics`}>Calendar file</MenuFile>
        {props.maySwap && hasFreeSeat && <MenuButton onClick={() => swap()}>Find a partner…</MenuButton>}
        {props.maySwap &&
          partners.map(({ id, name }) => (
            <MenuButton key={id} onClick={() => swap(id)}>
              {partners.length === 1 && !hasFreeSeat ? "Swap partner…" : `Swap ${name}…`}
            </MenuButton>
          ))}
        {props.mayDecline && <MenuButton onClick={() => setAsks("decline")}>Not now</MenuButton>}
        {props.mayCancel && (
          <MenuButton danger onClick={() => setAsks("cancel")}>
            Cancel session
          </MenuButton>
        )}
      </Menu>
      <SwapDialog id={props.id} action={props.swap} outId={outId} open={asks === "swap"} onClose={close} />
      <CancelDialog {...props} open={asks === "cancel"} onClose={close} />
      <DeclineDialog {...props} open={asks === "decline"} onClose={close} />
    </span>
  );
}

type Ask = Props & { open: boolean; onClose: () => void };

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
        <DialogButtons onClose={onClose}>Not now</DialogButtons>
      </ActionForm>
    </Dialog>
  );
}
