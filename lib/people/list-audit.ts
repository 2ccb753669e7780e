import * as z from "zod/mini";
import type { Context } from "../context";
import { csvOf } from "../csv";
import { calendarDate, optionalLine, parse, wholeNumber } from "../input";
import { addDays, dateIn, startOfDay } from "../time/zone";
import { AUDIT_ACTIONS, type AuditAction, audit } from "./audit";
import * as store from "./audit-store";
import { requireAdmin } from "./sign-in";

const PAGE = 50;
const MOST_EXPORTED = 50_000;
/** People of one name or part of it; beyond that nobody reads. */
const MOST_NAMED = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A field of the page's form that is left empty says nothing. */
const orNothing = <S extends z.ZodMiniType>(schema: S) =>
  z.pipe(
    z.transform((value: unknown) => (value === "" ? undefined : value)),
    z.optional(schema),
  );

const AuditQuery = z.object({
  /** A part of a name or an address, or a person's id. */
  who: optionalLine("The name", 100),
  action: orNothing(z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction], "There is no such action.")),
  /** Days in the actor's zone, both included. */
  from: orNothing(calendarDate("The first day")),
  to: orNothing(calendarDate("The last day")),
  before: orNothing(wholeNumber("The page", { min: 1, max: 999_999_999 })),
});

/**
 * The audit log for admins, newest first, a page at a time; `next` is the `before` of the page after it, null at the end.
 * @throws {DomainError} `forbidden`, `invalid`
 */
export async function listAudit(context: Context, input: unknown) {
  const filter = await filterOf(context, input);
  const found = await store.entries(context.db, filter, PAGE + 1);
  const entries = found.slice(0, PAGE);
  return { entries, next: found.length > PAGE ? (entries.at(-1)?.id ?? null) : null };
}

/**
 * The same as CSV, instants in UTC, the newest 50,000 of what fits. That it was taken out is an entry too.
 * @throws {DomainError} `forbidden`, `invalid`
 */
export async function exportAudit(context: Context, input: unknown): Promise<{ csv: string; name: string }> {
  const { db, actor, now } = context;
  const filter = await filterOf(context, input);
  const found = await db.transaction(async (tx) => {
    await audit(tx, context, "audit_exported");
    return store.entries(tx, filter, MOST_EXPORTED);
  });
  const rows = found.map(
    ({ at, actorId, actorName, action, subjectKind, subjectId, subjectName, network }) => [
      ...[new Date(at).toISOString(), actorId ?? "", actorName ?? "", action],
      ...[subjectKind ?? "", subjectId ?? "", subjectName ?? "", network ?? ""],
    ],
  );
  const head = ["at", "person id", "person", "action", "subject", "subject id", "subject name", "network"];
  return { name: `deskside-audit-${dateIn(now, actor.zone)}.csv`, csv: csvOf([head, ...rows]) };
}

async function filterOf({ db, actor }: Context, input: unknown): Promise<store.AuditFilter> {
  requireAdmin(actor);
  const { who, action, from, to, before } = parse(AuditQuery, input);
  return {
    viewerId: actor.personId,
    personIds: who === "" ? undefined : UUID.test(who) ? [who] : await store.idsNamed(db, who, MOST_NAMED),
    action,
    from: from ? startOfDay(from, actor.zone) : undefined,
    until: to ? startOfDay(addDays(to, 1), actor.zone) : undefined,
    before,
  };
}
