import type { Context } from "../context";
import { DomainError, notFound, sqlState, UNIQUE_VIOLATION } from "../errors";
import { parse } from "../input";
import * as directory from "./directory-store";
import { OnePerson, OneSystem, OneTeam, PersonChange, SystemChange, TeamChange } from "./schema";
import { updatePerson } from "./settings-store";
import { requireAdmin } from "./sign-in";
import { personById, teamById } from "./store";

/** Adds a team, or changes the one with this id. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function saveTeam({ db, actor }: Context, input: unknown): Promise<{ id: string }> {
  requireAdmin(actor);
  const { id, ...team } = parse(TeamChange, input);
  return unlessNameTaken("team", async () => {
    if (!id) return directory.insertTeam(db, team);
    if (!(await directory.updateTeam(db, id, team))) throw notFound("team");
    return { id };
  });
}

/** Its people stay, without a team. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function removeTeam({ db, actor }: Context, input: unknown): Promise<void> {
  requireAdmin(actor);
  const { id } = parse(OneTeam, input);
  if (!(await directory.deleteTeam(db, id))) throw notFound("team");
}

/** Adds a system, or changes the one with this id; its address stays. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function saveSystem({ db, actor }: Context, input: unknown): Promise<{ id: string }> {
  requireAdmin(actor);
  const { id, teamId = null, ...system } = parse(SystemChange, input);
  if (teamId && !(await teamById(db, teamId))) throw fieldError("teamId", "There is no such team.");
  return unlessNameTaken("system", async () => {
    if (!id) return directory.insertSystem(db, { ...system, teamId, slug: await freeSlug(db, system.name) });
    if (!(await directory.updateSystem(db, id, { ...system, teamId }))) throw notFound("system");
    return { id };
  });
}

/** What people said of it goes too; notes and requests stay. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function removeSystem({ db, actor }: Context, input: unknown): Promise<void> {
  requireAdmin(actor);
  const { id } = parse(OneSystem, input);
  if (!(await directory.deleteSystem(db, id))) throw notFound("system");
}

/** A person's team, and whether they are an admin. @throws {DomainError} `forbidden`, `invalid`, `not_found`, `not_possible` */
export async function changePerson({ db, actor }: Context, input: unknown): Promise<void> {
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
  });
}

/** Somebody came back: they can sign in and be booked again. @throws {DomainError} `forbidden`, `invalid`, `not_found` */
export async function reactivatePerson({ db, actor }: Context, input: unknown): Promise<void> {
  requireAdmin(actor);
  const { personId } = parse(OnePerson, input);
  if (!(await personById(db, personId))) throw notFound("person");
  await updatePerson(db, personId, { deactivatedAt: null });
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
