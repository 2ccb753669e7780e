import { mkdirSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { Failure } from "./failure";
import { startLocalGoogle } from "./google/server";
import type { RunningMail } from "./mail/server";
import { startPostgres } from "./postgres";
import { answersHttp, type Environment, type Running, startProcess, waitUntilReady } from "./processes";
import { people } from "./sample/people";
import type { Secrets } from "./secrets";
import { tool } from "./steps";

const DATABASE = "deskside";

/** The kept Postgres with a database for Deskside in it. */
export async function startKeptDatabase(dataDir: string) {
  const server = await startPostgres({ dataDir, durable: true });
  const url = new URL(server.url);
  url.pathname = `/${DATABASE}`;
  const database = {
    url: url.href,
    died: server.died,
    stop: server.stop,
    empty: () => recreate(server.url, true),
  };
  await recreate(server.url, false);
  return database;
}

async function recreate(serverUrl: string, drop: boolean): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    if (drop) await sql.unsafe(`drop database if exists ${DATABASE} with (force)`);
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!found) await sql.unsafe(`create database ${DATABASE}`);
  } finally {
    await sql.end();
  }
}

export type Google = {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** Null for a stand-in that was given: nothing can be filled into it. */
  control: Awaited<ReturnType<typeof startLocalGoogle>>["control"] | null;
  close(): Promise<void>;
};

/** Another stand-in for Google, named by `GOOGLE_BASE_URL`, `GOOGLE_CLIENT_ID` and `GOOGLE_CLIENT_SECRET`. */
export function givenGoogle(env: Environment): Google | null {
  const { GOOGLE_BASE_URL: baseUrl, GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = env;
  if (!baseUrl) return null;
  if (!clientId || !clientSecret) {
    throw new Failure("With GOOGLE_BASE_URL, set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET too.");
  }
  return { baseUrl, clientId, clientSecret, control: null, close: async () => {} };
}

/** Our own. @param options.stateFile Where it is kept; in memory without. @param options.port Default: a free one. */
export async function startGoogle(options: {
  port?: number;
  stateFile?: string;
  secrets: Secrets;
}): Promise<Google> {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = options.secrets;
  if (options.stateFile) mkdirSync(path.dirname(options.stateFile), { recursive: true });
  const { baseUrl, control, close } = await startLocalGoogle({
    port: options.port,
    stateFile: options.stateFile,
    clientId,
    clientSecret,
  });
  return { baseUrl, clientId, clientSecret, control, close };
}

/** What the app is told by its environment. Whatever else is set (LOG_LEVEL) goes through. */
export function appEnvironment(options: {
  port: number;
  databaseUrl: string;
  google: Google;
  /** Without it no mail goes anywhere, whatever is set outside. */
  mail?: Pick<RunningMail, "smtpUrl" | "baseUrl">;
  secrets: Secrets;
}): Environment {
  const { port, databaseUrl, google, mail, secrets } = options;
  const admins = people.filter(({ isAdmin }) => isAdmin).map(({ email }) => email);
  return {
    ...process.env,
    DESKSIDE_LOCAL: "1",
    DATABASE_URL: databaseUrl,
    AUTH_URL: `http://localhost:${port}`,
    AUTH_SECRET: secrets.AUTH_SECRET,
    ENCRYPTION_KEY: secrets.ENCRYPTION_KEY,
    GOOGLE_BASE_URL: google.baseUrl,
    GOOGLE_CLIENT_ID: google.clientId,
    GOOGLE_CLIENT_SECRET: google.clientSecret,
    SMTP_URL: mail?.smtpUrl ?? "",
    LOCAL_INBOX_URL: mail?.baseUrl ?? "",
    ALLOWED_DOMAINS: process.env.ALLOWED_DOMAINS ?? "northlight.example",
    ADMIN_EMAILS: process.env.ADMIN_EMAILS ?? admins.join(","),
    // A stand-in that was given may know no organisations.
    GOOGLE_ACCOUNTS: process.env.GOOGLE_ACCOUNTS ?? (google.control ? "organisation" : "any"),
    WORKER: "inline",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_MANUAL_SIG_HANDLE: "true",
  };
}

export type Web = { running: Running; stop(): Promise<void> };

const WEB_TIMEOUT_MS = 90_000;

/** The app with its worker, reachable from this machine only. `start` wants a build. */
export async function startWeb(
  mode: "start" | "dev",
  port: number,
  env: Environment,
  onLine?: (line: string) => void,
): Promise<Web> {
  const [command, args] = tool("next", mode, "--port", String(port), "--hostname", "127.0.0.1");
  const nodeEnv = mode === "start" ? "production" : "development";
  // What it writes later pushes the line out of those that are kept.
  let saidReady = false;
  const hear = (line: string) => {
    saidReady ||= /Ready in/.test(line);
    onLine?.(line);
  };
  const running = startProcess(command, args, { env: { ...env, NODE_ENV: nodeEnv }, onLine: hear });
  try {
    // A port that answers may be somebody else's: ours says that it is ready, and only then is asked.
    const ready = async () => saidReady && (await answersHttp(`http://127.0.0.1:${port}/sign-in`));
    await waitUntilReady("Deskside", running, ready, WEB_TIMEOUT_MS);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { running, stop: running.stop };
}
