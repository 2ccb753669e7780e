import { randomUUID } from "node:crypto";
import { DomainError } from "@/lib/errors";
import { aPerson, aSystem, aTeam, contextOf } from "../../support/company";
import { testDatabase } from "../../support/database";

/** Ana of Backend, in Berlin, and Bo of Platform ops, who can do Cassandra. */
export async function twoTeams() {
  const { db, client, drop } = await testDatabase();
  const [backend, ops] = [await aTeam(db, "Backend"), await aTeam(db, "Platform ops", "ops")];
  const cassandra = await aSystem(db, "Cassandra");
  const ana = await aPerson(db, "Ana Ruiz", { teamId: backend });
  const bo = await aPerson(db, "Bo Larsen", { teamId: ops, knows: { [cassandra]: "can_do" } });
  return {
    ...{ db, client, drop, backend, ops, cassandra, ana, bo },
    asAna: await contextOf(db, ana),
    asBo: await contextOf(db, bo),
  };
}

export const form = (more: Record<string, unknown> = {}) => ({
  key: randomUUID(),
  title: "Move invoices to their own keyspace",
  lengthMin: "50",
  ...more,
});

/** The refusal a use case answers with. */
export async function refusalOf(attempt: Promise<unknown>): Promise<DomainError> {
  const result = await attempt.then(
    () => "it went through",
    (error: unknown) => error,
  );
  if (result instanceof DomainError) return result;
  throw new Error(`Not refused: ${String(result)}`, { cause: result });
}
