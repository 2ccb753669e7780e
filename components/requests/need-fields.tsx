"use client";

import { Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { DisciplineMark } from "@/components/people/discipline-mark";
import { Button, IconButton } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { TokenField } from "@/components/ui/token-field";
import { MOST_NEEDS, type SystemRef, type TeamRef } from "@/lib/requests/schema";
import { InMind } from "./in-mind";
import type { RequestFields, RequestFormProps } from "./request-fields";

type Asked = { teamIds: string[]; systemIds: string[] };
type Props = Pick<RequestFormProps, "teams" | "systems" | "myTeamId"> & {
  fields: RequestFields;
  /** Teams and systems of the whole request, and for how many people. */
  onAsk: (change: Partial<Asked & { people: number }>) => void;
};

/** Who should sit there, on what systems: one person of any of these teams, and, if it takes more, one more of others. */
export function NeedFields({ fields, teams, systems, myTeamId, onAsk }: Props) {
  const [teamsOf, setTeamsOf] = useState<Record<number, string[]>>(() =>
    Object.fromEntries([fields, ...fields.more].map(({ teamIds }, at) => [at, teamIds])),
  );
  const [systemIds, setSystemIds] = useState(fields.systemIds);
  // Rows have a number of their own, so that taking one off leaves the others what they are.
  const [rows, setRows] = useState(() => fields.more.map((need, at) => ({ ...need, row: at + 1 })));
  const nextRow = useRef(fields.more.length + 1);
  const adder = useRef<HTMLSpanElement>(null);

  const tell = (next: Record<number, string[]>, people: number) => {
    setTeamsOf(next);
    onAsk({ teamIds: [...new Set(Object.values(next).flat())], people });
  };
  const options = teams.map(teamOption);
  const isOwn = myTeamId !== null && (teamsOf[0] ?? []).includes(myTeamId);
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <div className="grid content-start gap-2">
          <FormField
            label="Who should sit with you"
            name="teamIds"
            hint={isOwn ? "Your own team is asked, too. That is fine." : undefined}
          >
            {(control) => (
              <TokenField
                {...control}
                options={options}
                defaultValue={fields.teamIds}
                placeholder="Add a team"
                max={20}
                onValueChange={(teamIds) => tell({ ...teamsOf, 0: teamIds }, rows.length + 1)}
              />
            )}
          </FormField>
          <InMind name="personId" asked={{ teamIds: teamsOf[0] ?? [], systemIds }} person={fields.person} />
        </div>
        <FormField label="Systems" name="systemIds">
          {(control) => (
            <TokenField
              {...control}
              options={systems.map(systemOption)}
              defaultValue={fields.systemIds}
              placeholder="Add a system"
              max={20}
              onValueChange={(ids) => {
                setSystemIds(ids);
                onAsk({ systemIds: ids });
              }}
            />
          )}
        </FormField>
      </div>
      {rows.map((need, at) => (
        <div key={need.row} className="grid gap-2 sm:max-w-[calc(50%-0.625rem)]">
          <div className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <FormField label="And one more from" name={`more.${at}.teamIds`}>
                {(control) => (
                  <TokenField
                    {...control}
                    options={options}
                    defaultValue={need.teamIds}
                    placeholder="Add a team"
                    max={20}
                    onValueChange={(teamIds) => tell({ ...teamsOf, [need.row]: teamIds }, rows.length + 1)}
                  />
                )}
              </FormField>
            </div>
            <IconButton
              label={`Without the ${ORDINALS[at]} person`}
              onClick={() => {
                setRows(rows.filter(({ row }) => row !== need.row));
                const { [need.row]: _, ...left } = teamsOf;
                tell(left, rows.length);
                adder.current?.querySelector("button")?.focus();
              }}
            >
              <X aria-hidden strokeWidth={1.75} className="size-4" />
            </IconButton>
          </div>
          <InMind
            name={`more.${at}.personId`}
            asked={{ teamIds: teamsOf[need.row] ?? [], systemIds }}
            person={need.person}
          />
        </div>
      ))}
      <span ref={adder} className={rows.length + 1 < MOST_NEEDS ? "-mt-2" : "hidden"}>
        <Button
          tone="quiet"
          size="sm"
          icon={<Plus aria-hidden strokeWidth={1.75} className="size-4" />}
          onClick={() => {
            const row = nextRow.current++;
            setRows([...rows, { teamIds: [], person: null, row }]);
            tell({ ...teamsOf, [row]: [] }, rows.length + 2);
          }}
        >
          And one more person
        </Button>
      </span>
    </>
  );
}

const ORDINALS = ["second", "third", "fourth"];

const teamOption = ({ id, name, discipline }: TeamRef) => ({
  value: id,
  label: name,
  mark: <DisciplineMark discipline={discipline} />,
  keywords: discipline,
});

const systemOption = ({ id, name }: SystemRef) => ({ value: id, label: name });
