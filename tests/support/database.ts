import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { connect } from "@/db/client";
import { administer, databaseUrl } from "./throw-away-postgres";

export type TestDatabase = ReturnType<typeof connect> & {
  /** The driver's own client, for raw SQL. */
  readonly sql: ReturnType<typeof connect>["client"];
  readonly url: string;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
};

/**
 * A database of the caller's own with all migrations applied and nothing in it. Inside a test it goes by itself when
 * the test ends; in `beforeAll`, call `drop` in `afterAll`.
 */
export const testDatabase = (options: { max?: number } = {}): Promise<TestDatabase> =>
  ownDatabase(process.env.DESKSIDE_TEST_TEMPLATE, options);

/** The same without any migration applied. */
export const emptyDatabase = (options: { max?: number } = {}): Promise<TestDatabase> =>
  ownDatabase("template1", options);

async function ownDatabase(
  template: string | undefined,
  { max = 5 }: { max?: number },
): Promise<TestDatabase> {
  const server = process.env.DESKSIDE_TEST_SERVER;
  if (!server || !template) throw new Error("Database tests are run by vitest with its configuration.");
  const name = `deskside_test_${randomBytes(6).toString("hex")}`;
  await administer(server, `create database ${name} template ${template}`);
  const url = databaseUrl(server, name);
  const connection = connect(url, { max });
  let dropped = false;
  const drop = async () => {
    if (dropped) return;
    dropped = true;
    await connection.close();
    await administer(server, `drop database ${name} with (force)`);
  };
  dropWhenTestEnds(drop);
  return { ...connection, sql: connection.client, url, drop };
}

function dropWhenTestEnds(drop: () => Promise<void>): void {
  try {
    onTestFinished(drop);
  } catch {
    // Called from beforeAll, where no test is running.
  }
}
