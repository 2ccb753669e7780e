import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, migrate } from "@/db/client";
import { schema } from "@/db/schema/schema";
import { seal } from "@/lib/calendar/encryption";
import { readConfig } from "@/lib/config";
import { installQueues } from "@/lib/jobs/queue";
import { DAY_MS } from "@/lib/time/instant";
import { Failure } from "./failure";
import { startLocalMail } from "./mail/server";
import { takeOver } from "./only-one";
import { stopLeftover } from "./postgres-leftover";
import { readPointer, removeData } from "./postgres-place";
import { portIsFree } from "./processes";
import { fillSampleCompany } from "./sample/fill";
import { readCalendars } from "./sample/read-calendars";
import { keptSecrets } from "./secrets";
import { appEnvironment, givenGoogle, startGoogle, startKeptDatabase } from "./stack";
import { step } from "./steps";
import type { Stops } from "./until-stopped";

const DATA = path.resolve(".data");
const POSTGRES = path.join(DATA, "postgres");
const GOOGLE_STATE = path.join(DATA, "google.json");
const MAIL_STATE = path.join(DATA, "mail.json");

/** Written after the sample company is whole: without it, what is there is half of one. */
const FILLED = path.join(DATA, "sample.json");

const STALE_AFTER_MS = 14 * DAY_MS;
const NEEDED_BYTES = 700 * 1024 * 1024; // a build, a database and their logs

/** What a killed run leaves ends by itself, but not within the same second. */
const PORT_TIMEOUT_MS = 2_000;

export type Asked = { command: "demo" | "dev"; port: number; fresh: boolean };

/** @throws {Failure} for what is neither `--fresh` nor `--port N`. */
export function readArguments(command: Asked["command"], args: string[]): Asked {
  const asked: Asked = { command, port: 3000, fresh: false };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? "";
    const port = /^--port(?:=(.*))?$/.exec(arg);
    if (arg === "--fresh") asked.fresh = true;
    else if (port) asked.port = Number(port[1] ?? args[++i]);
    else throw new Failure(`"${arg}" is not known: npm run ${command} [-- --fresh] [--port N].`);
  }
  if (!Number.isInteger(asked.port) || asked.port < 1 || asked.port > 65_533) {
    throw new Failure(`--port wants a number from 1 to 65533.`);
  }
  return asked;
}

/**
 * Postgres, Google, an inbox and the sample company in `.data/`, kept between runs; a line for each step.
 * @returns the environment for the app, and what tells that the database ended by itself
 */
export async function startKeptStack(asked: Asked, stops: Stops) {
  const google = givenGoogle(process.env);
  mkdirSync(DATA, { recursive: true });
  const before = await takeOver(DATA);
  if (before !== null) console.log(`Stopped the run from before (process ${before})`);
  const [googlePort, mailPort] = [asked.port + 1, asked.port + 2];
  await wantPorts(asked, google ? [asked.port, mailPort] : [asked.port, googlePort, mailPort]);
  wantDisk();
  if (asked.fresh) await step("Old data removed", startOver);

  const secrets = keptSecrets(DATA);
  const database = await step("PostgreSQL started", () => startKeptDatabase(POSTGRES));
  stops.add(database.stop);
  if (!existsSync(FILLED)) await forget(database);
  await step("Database brought up to date", async () => {
    await migrate(database.url);
    await installQueues(database.url);
  });
  const used = google ?? (await step("Local Google started", () => ownGoogle(googlePort, secrets)));
  stops.add(used.close);
  const mail = await step("Local inbox started", () =>
    startLocalMail({ port: mailPort, stateFile: MAIL_STATE }),
  );
  stops.add(mail.close);
  const env = appEnvironment({ port: asked.port, databaseUrl: database.url, google: used, mail, secrets });
  if (!existsSync(FILLED))
    await step("Sample company filled in", () => fill(database.url, used.control, env));
  return { env, died: database.died, advice: adviceFor(asked.command, used.control !== null) };
}

const ownGoogle = (port: number, secrets: ReturnType<typeof keptSecrets>) =>
  startGoogle({ port, stateFile: GOOGLE_STATE, secrets });

async function startOver(): Promise<void> {
  await stopLeftover(readPointer(POSTGRES) ?? POSTGRES);
  removeData(POSTGRES);
  rmSync(GOOGLE_STATE, { force: true });
  rmSync(MAIL_STATE, { force: true });
  rmSync(FILLED, { force: true });
}

async function forget(database: { empty(): Promise<void> }): Promise<void> {
  await database.empty();
  rmSync(GOOGLE_STATE, { force: true });
  rmSync(MAIL_STATE, { force: true });
}

type Control = Awaited<ReturnType<typeof startGoogle>>["control"];

async function fill(url: string, google: Control, env: Record<string, string | undefined>): Promise<void> {
  const now = Date.now();
  const { db, close } = connect(url);
  try {
    const key = env.ENCRYPTION_KEY ?? "";
    await fillSampleCompany({
      db,
      google,
      now,
      encrypt: (text) => seal(text, key),
      appUrl: env.AUTH_URL ?? "",
    });
    await readCalendars({ db, now, config: readConfig(env) });
    const [somebody] = await db.select({ id: schema.people.id }).from(schema.people).limit(1);
    if (!somebody) throw new Failure("The sample company is empty.");
  } finally {
    await close();
  }
  writeFileSync(FILLED, JSON.stringify({ filledAt: now, google: google ? "own" : "given" }));
}

/** What a person should know about data that is older than this start; null if nothing. */
function adviceFor(command: Asked["command"], ownsGoogle: boolean): string | null {
  const { filledAt, google } = JSON.parse(readFileSync(FILLED, "utf8"));
  const fresh = `npm run ${command} -- --fresh`;
  if ((google === "own") !== ownsGoogle)
    return `The data was filled in with another Google. To start over: ${fresh}`;
  if (Date.now() - filledAt > STALE_AFTER_MS)
    return `The sample company is over two weeks old. To renew it: ${fresh}`;
  return null;
}

async function wantPorts({ command, port }: Asked, ports: number[]): Promise<void> {
  const deadline = performance.now() + PORT_TIMEOUT_MS;
  for (const wanted of ports) {
    while (!(await portIsFree(wanted))) {
      if (performance.now() > deadline) {
        const other = port === 3100 ? 3200 : 3100;
        throw new Failure(
          `Port ${wanted} is in use. Stop what uses it, or: npm run ${command} -- --port ${other}`,
        );
      }
      await sleep(100);
    }
  }
}

function wantDisk(): void {
  const { bavail, bsize } = statfsSync(DATA);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new Failure("There is not enough space on the disk: Deskside needs 700 MB to build and run.");
  }
}
