import type { Actor, Context, Db } from "../context";
import { networkOf } from "./address";
import { insertEntry } from "./audit-store";

/** Everything that is written down, in words that follow a name. */
export const AUDIT_ACTIONS = {
  sign_in: "signed in",
  sign_out: "signed out",
  sign_out_everywhere: "signed out everywhere",
  calendar_connected: "connected their calendar",
  calendar_disconnected: "disconnected their calendar",
  feed_renewed: "made a new feed address",
  feed_ended: "ended their feed",
  session_booked: "booked a session",
  session_moved: "moved a session",
  session_cancelled: "cancelled a session",
  session_hidden: "made a session private",
  session_shown: "showed a session again",
  person_moved: "changed the team of",
  admin_given: "made an admin of",
  admin_taken: "took admin rights from",
  person_deactivated: "deactivated",
  person_reactivated: "reactivated",
  person_deleted: "deleted the data of",
  data_exported: "exported their own data",
  people_imported: "imported people",
  team_saved: "saved the team",
  team_removed: "removed the team",
  system_saved: "saved the system",
  system_removed: "removed the system",
  job_run_again: "ran a job again",
  audit_exported: "exported this log",
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
export type AuditSubject = {
  readonly kind: "person" | "team" | "system" | "session" | "job";
  readonly id: string;
};

/** Whoever acts, as far as the log wants to know. */
type Doer = Pick<Context, "address" | "doneBy"> & { readonly actor: Pick<Actor, "personId"> };

/**
 * Writes down that the actor did this, in the transaction that does it: both are true, or neither. Ids only; what it was
 * about in words stands where it belongs, and goes from there.
 */
export const audit = (
  tx: Db,
  { actor, doneBy = actor.personId, address }: Doer,
  action: AuditAction,
  subject?: AuditSubject,
): Promise<void> =>
  insertEntry(tx, {
    actorId: doneBy,
    action,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    network: networkOf(address ?? ""),
  });
