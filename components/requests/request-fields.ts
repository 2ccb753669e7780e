import type { Action } from "@/components/ui/action";
import type { SystemRef, TeamRef } from "@/lib/requests/schema";

/** What the form's fields begin with, by their names. */
export type RequestFields = {
  title: string;
  body: string;
  understand: string;
  bring: string;
  teamIds: string[];
  systemIds: string[];
  lengthMin: number;
  neededBy: string;
  place: string;
  observers: boolean;
};

export type RequestFormProps = {
  action: Action<{ id: string }>;
  draftKey: string;
  fields: RequestFields;
  teams: TeamRef[];
  systems: SystemRef[];
  /** The actor's team, and today in their zone, `YYYY-MM-DD`. */
  myTeamId: string | null;
  today: string;
  /** When an existing request is edited. */
  editing?: { id: string; version: number; sessionId: string | null };
};
