import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { migrate } from "@/db/client";
import { installQueues } from "@/lib/jobs/queue";
import { startPostgres } from "@/local/postgres";
import { removeData } from "@/local/postgres-place";

/** `url` is of a server's own database, `template` the name of a migrated one to clone. */
export type ThrowAwayPostgres = { readonly url: string; readonly template: string; stop(): Promise<void> };

const PREFIX = "deskside-tests-";

/**
 * A PostgreSQL for one run of tests or measurements: the one at `TEST_DATABASE_URL` (its owner must be allowed to
 * create databases), otherwise a private one. `stop` removes whatever it made.
 */
export async function throwAwayPostgres(): Promise<ThrowAwayPostgres> {
  const template = `deskside_template_${process.pid}`;
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startPrivate();
  try {
    await administer(server.url, `drop database if exists ${template}`, `create database ${template}`);
    await migrate(databaseUrl(server.url, template));
    await installQueues(databaseUrl(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: server.url,
    template,
    stop: async () => {
      if (given) await administer(given, `drop database if exists ${template} with (force)`);
      await server.stop();
    },
  };
}

async function startPrivate() {
  sweep();
  const folder = mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  const dataDir = path.join(folder, "postgres");
  const remove = () => {
    removeData(dataDir);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    chmodSync(folder, 0o711); // Postgres, which may run as somebody else, has to get through
    const server = await startPostgres({ dataDir, durable: false });
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Removes what killed runs left. Their Postgres ended with them. */
function sweep(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split("-")[0]) : 0;
    if (pid > 0 && !isAlive(pid)) rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (existsSync("/proc/self")) return existsSync(`/proc/${pid}`);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Statements that cannot run in a transaction, one after the other. */
export async function administer(serverUrl: string, ...statements: string[]): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
