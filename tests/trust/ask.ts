import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Company, type Role, undone } from "./company";
import type { Try } from "./matrix";
import { findUseCases, load, type UseCase } from "./use-cases";

/** Use cases by the name they have in the table: `capability.function`. */
export const USE_CASES = new Map<string, UseCase>(
  findUseCases().forSomebody.map((one) => [`${one.file.split("/")[1]}.${one.name}`, one]),
);

type Answer = { readonly code: string; readonly told: unknown };

/** What somebody is told: `ok` with the value, or the code of the refusal with all that reaches them. Nothing of it stays. */
export async function ask(
  at: Company,
  context: Context,
  { useCase, input }: Pick<Try, "useCase" | "input">,
): Promise<Answer> {
  const found = USE_CASES.get(useCase);
  if (!found) throw new Error(`There is no use case ${useCase}.`);
  const perform = await load(found);
  return undone(at.db, async (tx) => {
    try {
      const told = await tx.transaction(async (db) => perform({ ...context, db }, input(at)));
      return { code: "ok", told };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, message, fields, detail } = error;
      return { code, told: { message, fields, detail } };
    }
  });
}

/** All that is told, to the letter. */
export const letters = ({ code, told }: Answer): string =>
  JSON.stringify([code, told], (_, value) => (value instanceof Map ? [...value] : value));

export async function contextsOf<R extends Role>(at: Company, roles: readonly R[]) {
  const made = roles.map(async (role) => [role, await at.contextOf(at.actors[role])] as const);
  return Object.fromEntries(await Promise.all(made)) as Record<R, Context>;
}
