import { and, asc, between, eq, gte, sql } from "drizzle-orm";
import { avoidances, dateOverrides, familiarities, people, systems, workingHours } from "@/db/schema/people";
import type { Db } from "../context";
import type { Level, WorkingHours } from "./schema";

export async function updatePerson(
  db: Db,
  id: string,
  columns: Partial<typeof people.$inferInsert>,
): Promise<void> {
  await db.update(people).set(columns).where(eq(people.id, id));
}

export const hoursOf = (db: Db, personId: string): Promise<WorkingHours> =>
  db
    .select({ weekday: workingHours.weekday, from: workingHours.from, to: workingHours.to })
    .from(workingHours)
    .where(eq(workingHours.personId, personId))
    .orderBy(asc(workingHours.weekday), asc(workingHours.from));

/** All of the week at once: of two forms sent in the same moment the later one counts. */
export async function replaceHours(tx: Db, personId: string, hours: WorkingHours): Promise<void> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("no key update");
  await tx.delete(workingHours).where(eq(workingHours.personId, personId));
  if (hours.length > 0) await tx.insert(workingHours).values(hours.map((range) => ({ personId, ...range })));
}

/** From `date` on, earliest first. */
export const overridesOf = (db: Db, personId: string, date: string) =>
  db
    .select({ date: dateOverrides.date, hours: dateOverrides.hours, reason: dateOverrides.reason })
    .from(dateOverrides)
    .where(and(eq(dateOverrides.personId, personId), gte(dateOverrides.date, date)))
    .orderBy(asc(dateOverrides.date));

export async function saveOverrides(db: Db, rows: (typeof dateOverrides.$inferInsert)[]): Promise<void> {
  await db
    .insert(dateOverrides)
    .values(rows)
    .onConflictDoUpdate({
      target: [dateOverrides.personId, dateOverrides.date],
      set: { hours: sql`excluded.hours`, reason: sql`excluded.reason` },
    });
}

/** From `first` to `last`, both gone. */
export async function deleteOverrides(db: Db, personId: string, first: string, last: string): Promise<void> {
  await db
    .delete(dateOverrides)
    .where(and(eq(dateOverrides.personId, personId), between(dateOverrides.date, first, last)));
}

/** Every system with what the person says of it; those they said nothing of are new to them. */
export const familiaritiesOf = (db: Db, personId: string) =>
  db
    .select({
      systemId: systems.id,
      name: systems.name,
      slug: systems.slug,
      description: systems.description,
      level: sql<Level>`coalesce(${familiarities.level}, 'new')`,
      wantsToLearn: sql<boolean>`coalesce(${familiarities.wantsToLearn}, false)`,
      confirmedAt: familiarities.confirmedAt,
    })
    .from(systems)
    .leftJoin(
      familiarities,
      and(eq(familiarities.systemId, systems.id), eq(familiarities.personId, personId)),
    )
    .orderBy(asc(sql`lower(${systems.name})`));

type FamiliarityRow = { systemId: string; level: Level; wantsToLearn: boolean };

/** What the person says of these systems; of others it stays as it was. A row is only confirmed anew where it changed. */
export async function saveFamiliarities(
  tx: Db,
  personId: string,
  rows: readonly FamiliarityRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(familiarities)
    .values(rows.map((row) => ({ personId, ...row })))
    .onConflictDoUpdate({
      target: [familiarities.personId, familiarities.systemId],
      set: {
        level: sql`excluded.level`,
        wantsToLearn: sql`excluded.wants_to_learn`,
        confirmedAt: sql`now()`,
        confirmedInSessionId: sql`null`,
      },
      setWhere: sql`(${familiarities.level}, ${familiarities.wantsToLearn}) is distinct from (excluded.level, excluded.wants_to_learn)`,
    });
}

export const avoidedBy = (db: Db, personId: string) =>
  db
    .select({ id: people.id, name: people.name })
    .from(avoidances)
    .innerJoin(people, eq(people.id, avoidances.avoidedId))
    .where(eq(avoidances.personId, personId))
    .orderBy(asc(people.name));

export async function insertAvoidance(db: Db, personId: string, avoidedId: string): Promise<void> {
  await db.insert(avoidances).values({ personId, avoidedId }).onConflictDoNothing();
}

export async function deleteAvoidance(db: Db, personId: string, avoidedId: string): Promise<void> {
  await db
    .delete(avoidances)
    .where(and(eq(avoidances.personId, personId), eq(avoidances.avoidedId, avoidedId)));
}
