import type { Context, Db } from "../context";
import { DomainError, notFound, sqlState, UNIQUE_VIOLATION } from "../errors";
import { parse } from "../input";
import { enqueue } from "../jobs/queue";
import { audit } from "./audit";
import * as directory from "./directory-store";
import { OnePerson, OneSystem, OneTeam, PersonChange, SystemChange, TeamChange } from "./schema";
import { updatePerson } from "./settings-store";
import { requireAdmin } from "./sign-in";
import { SOMEBODY_WHO_LEFT } from "./somebody-who-left";
import { personById, teamById } from "./store";
import { indexNotes, notesOnSystem } from "./system-notes-store";

/** Adds a team, or changes the one with this id. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function saveTeam(context: Context, input: unknown): Promise<{ id: string }> {
  requireAdmin(context.actor);
  const { id, ...team } = parse(TeamChange, input);
  return unlessNameTaken("team", () =>
    context.db.transaction(async (tx) => {
      if (id && !(await directory.updateTeam(tx, id, team))) throw notFound("team");
      const saved = id ? { id } : await directory.insertTeam(tx, team);
      await audit(tx, context, "team_saved", { kind: "team", id: saved.id });
      return saved;
    }),
  );
}

/** Its people stay, without a team. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function removeTeam(context: Context, input: unknown): Promise<void> {
  requireAdmin(context.actor);
  const { id } = parse(OneTeam, input);
  await context.db.transaction(async (tx) => {
    if (!(await directory.deleteTeam(tx, id))) throw notFound("team");
    await audit(tx, context, "team_removed", { kind: "team", id });
  });
}

/** Adds a system, or changes the one with this id; its address stays. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function saveSystem(context: Context, input: unknown): Promise<{ id: string }> {
  const { db, actor } = context;
  requireAdmin(actor);
  const { id, teamId = null, ...system } = parse(SystemChange, input);
  if (teamId && !(await teamById(db, teamId))) throw fieldError("teamId", "There is no such team.");
  const add = async (tx: Db) =>
    directory.insertSystem(tx, { ...system, teamId, slug: await freeSlug(tx, system.name) });
  const change = async (tx: Db, known: string) => {
    const before = await directory.lockSystem(tx, known);
    if (!before) throw notFound("system");
    await directory.updateSystem(tx, known, { ...system, teamId });
    if (before.name !== system.name) await findAgain(tx, await notesOnSystem(tx, known));
    return { id: known };
  };
  return unlessNameTaken("system", () =>
    db.transaction(async (tx) => {
      const saved = id ? await change(tx, id) : await add(tx);
      await audit(tx, context, "system_saved", { kind: "system", id: saved.id });
      return saved;
    }),
  );
}

/** What people said of it goes too; notes and requests stay. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function removeSystem(context: Context, input: unknown): Promise<void> {
  requireAdmin(context.actor);
  const { id } = parse(OneSystem, input);
  await context.db.transaction(async (tx) => {
    if (!(await directory.lockSystem(tx, id))) throw notFound("system");
    const noteIds = await notesOnSystem(tx, id);
    await directory.deleteSystem(tx, id);
    await findAgain(tx, noteIds);
    await audit(tx, context, "system_removed", { kind: "system", id });
  });
}

/** So many notes are found by their new words with the change; more than that soon after, by jobs of so many. */
const FEW_NOTES = 200;
const NOTES_A_JOB = 2_000;

/** Lets notes be found by what their systems are called now, and no longer by what they were called. */
async function findAgain(tx: Db, noteIds: readonly string[]): Promise<void> {
  if (noteIds.length <= FEW_NOTES) return indexNotes(tx, noteIds);
  for (let from = 0; from < noteIds.length; from += NOTES_A_JOB)
    await enqueue(tx, "index-notes", { noteIds: noteIds.slice(from, from + NOTES_A_JOB) });
}

/** A person's team, and whether they are an admin. @throws {DomainError} `forbidden`, `invalid`, `not_found`, `not_possible` */
export async function changePerson(context: Context, input: unknown): Promise<void> {
  const { db, actor } = context;
  requireAdmin(actor);
  const { personId, teamId, isAdmin } = parse(PersonChange, input);
  if (teamId && !(await teamById(db, teamId))) throw fieldError("teamId", "There is no such team.");
  await db.transaction(async (tx) => {
    const admins = await directory.lockAdmins(tx);
    const person = await personById(tx, personId);
    if (!person) throw notFound("person");
    if (person.isAdmin && !isAdmin && admins === 1) {
      throw new DomainError(
        "not_possible",
        `${person.name} is the only admin. Make somebody else one first.`,
      );
    }
    await updatePerson(tx, personId, { teamId, isAdmin });
    const subject = { kind: "person", id: personId } as const;
    if (person.teamId !== teamId) await audit(tx, context, "person_moved", subject);
    if (person.isAdmin !== isAdmin)
      await audit(tx, context, isAdmin ? "admin_given" : "admin_taken", subject);
  });
}

/** Somebody came back: they can sign in and be booked again. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function reactivatePerson(context: Context, input: unknown): Promise<void> {
  requireAdmin(context.actor);
  const { personId } = parse(OnePerson, input);
  await context.db.transaction(async (tx) => {
    const isSomebody = personId !== SOMEBODY_WHO_LEFT.id && (await personById(tx, personId));
    if (!isSomebody) throw notFound("person");
    await updatePerson(tx, personId, { deactivatedAt: null });
    await audit(tx, context, "person_reactivated", { kind: "person", id: personId });
  });
}

/** What an empty company still lacks, for the guide of its first hour. @throws {DomainError} `forbidden` */
export async function getFirstHour({ db, actor }: Context) {
  requireAdmin(actor);
  return directory.companySize(db);
}

const fieldError = (field: string, sentence: string) =>
  new DomainError("invalid", sentence, { fields: { [field]: sentence } });

async function unlessNameTaken<T>(what: string, store: () => Promise<T>): Promise<T> {
  try {
    return await store();
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION)
      throw fieldError("name", `There is a ${what} of that name already.`);
    throw error;
  }
}

/** `billing-api`, or `billing-api-2` where that is taken. */
async function freeSlug(db: Context["db"], name: string): Promise<string> {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const slug = plain || "system";
  const taken = await directory.slugsLike(db, slug);
  if (!taken.has(slug)) return slug;
  let n = 2;
  while (taken.has(`${slug}-${n}`)) n += 1;
  return `${slug}-${n}`;
}
