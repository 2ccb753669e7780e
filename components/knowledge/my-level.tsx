"use client";

import { Check, ChevronDown } from "lucide-react";
import type { Action } from "@/components/ui/action";
import { useAction } from "@/components/ui/action-form";
import { Button, buttonClasses } from "@/components/ui/button";
import { Menu, MenuButton } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { SystemView } from "@/lib/knowledge/schema";
import { LEVEL_WORDS, LEVELS, type Level } from "@/lib/people/schema";

const said: Record<Level, string> = {
  new: "I am new to it",
  can_follow: "I can follow somebody who does it",
  can_do: "I can do it",
  can_teach: "I can teach it",
};

/** What the reader can do with the system, and whether they want to learn it: said here, changed at any time. */
export function MyLevel({
  system: { id: systemId, mine, name },
  save,
}: {
  system: Pick<SystemView, "id" | "mine" | "name">;
  save: Action;
}) {
  const { run, pending, refusal } = useAction(save, () =>
    toast({ message: `Kept, in your words: ${name}.` }),
  );
  const put = (change: Partial<SystemView["mine"]>) =>
    run({ familiarities: [{ systemId, ...mine, ...change }] });
  return (
    <>
      <Button
        working={pending}
        aria-pressed={mine.wantsToLearn}
        icon={mine.wantsToLearn && <Check aria-hidden strokeWidth={1.75} className="size-4" />}
        onClick={() => put({ wantsToLearn: !mine.wantsToLearn })}
      >
        I want to learn this
      </Button>
      <Menu
        align="end"
        triggerClass={buttonClasses({})}
        trigger={
          <>
            {mine.level === "new" ? "What can you do?" : `You ${LEVEL_WORDS[mine.level]}`}
            <ChevronDown aria-hidden strokeWidth={1.75} className="size-4" />
          </>
        }
      >
        {LEVELS.map((level) => (
          <MenuButton key={level} on={mine.level === level} onClick={() => put({ level })}>
            {said[level]}
          </MenuButton>
        ))}
      </Menu>
      {refusal && (
        <p role="alert" className="basis-full text-meta text-danger">
          {refusal.message}
        </p>
      )}
    </>
  );
}
