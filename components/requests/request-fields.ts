import type { Action } from "@/components/ui/action";
import type { SystemRef, TeamRef } from "@/lib/requests/schema";

/** Of a draft only the id is known, until the list is there. */
type Named = { id: string; name: string };

/** What the form's fields begin with, by their names. */
export type RequestFields = {
  title: string;
  body: string;
  understand: string;
  bring: string;
  teamIds: string[];
  systemIds: string[];
  /** Who is tried first for the first seat. */
  person: Named | null;
  /** Further seats. */
  more: { teamIds: string[]; person: Named | null }[];
  lengthMin: number;
  neededBy: string;
  place: string;
  /** How many may watch. */
  observers: number;
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
  /** The actor's, IANA. */
  zone: string;
  /** When an existing request is edited. */
  editing?: { id: string; version: number; sessionId: string | null };
};
