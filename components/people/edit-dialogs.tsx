"use client";

import { useState } from "react";
import type { Action } from "@/components/ui/action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { SAVED } from "./save-bar";
import { SystemForm, type SystemToEdit } from "./system-form";
import { TeamForm } from "./team-form";

type Team = { id: string; name: string; discipline: string };

export function EditTeam({ team, action }: { team: Team; action: Action }) {
  return (
    <Edit what={team.name} title="Change this team">
      {(done) => <TeamForm stacked team={team} action={action} label="Save" onDone={done} />}
    </Edit>
  );
}

export function EditSystem({
  system,
  teams,
  action,
}: {
  system: SystemToEdit;
  teams: readonly Team[];
  action: Action;
}) {
  return (
    <Edit what={system.name} title="Change this system">
      {(done) => <SystemForm system={system} teams={teams} action={action} label="Save" onDone={done} />}
    </Edit>
  );
}

function Edit({
  what,
  title,
  children,
}: {
  what: string;
  title: string;
  children: (done: () => void) => React.ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" tone="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Edit<span className="sr-only"> {what}</span>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title}>
        {open &&
          children(() => {
            setOpen(false);
            toast(SAVED);
          })}
      </Dialog>
    </>
  );
}
