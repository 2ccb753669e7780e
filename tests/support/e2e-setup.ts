import { connect } from "@/db/client";
import { seal } from "@/lib/calendar/encryption";
import { build, buildIsCurrent } from "@/local/build";
import { fillSampleCompany } from "@/local/sample/fill";
import { makeSecrets } from "@/local/secrets";
import { appEnvironment, startGoogle, startWeb } from "@/local/stack";
import { administer, databaseUrl, throwAwayPostgres } from "./throw-away-postgres";

/**
 * The production build with its worker, a throw-away database, the local Google in memory and the sample company.
 * Tests find them in the environment: `E2E_PORT`, `E2E_GOOGLE_URL` and `E2E_DATABASE_URL`.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    await start(stops);
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}

async function start(stops: (() => Promise<void>)[]): Promise<void> {
  if (!buildIsCurrent()) await build();
  const server = await throwAwayPostgres();
  stops.push(server.stop);
  await administer(server.url, `create database deskside_e2e template ${server.template}`);
  if (process.env.TEST_DATABASE_URL) {
    stops.push(() => administer(server.url, "drop database if exists deskside_e2e with (force)"));
  }
  const url = databaseUrl(server.url, "deskside_e2e");

  const secrets = makeSecrets();
  const google = await startGoogle({ secrets });
  stops.push(google.close);
  const port = Number(process.env.E2E_PORT);
  const env = appEnvironment({ port, databaseUrl: url, google, secrets });
  await fill(url, google.control, secrets.ENCRYPTION_KEY, env.AUTH_URL ?? "");
  const web = await startWeb("start", port, env, (line) => {
    if (/"level":(50|60)|Error/.test(line)) console.log(`[web] ${line}`);
  });
  stops.push(web.stop);
  process.env.E2E_GOOGLE_URL = google.baseUrl;
  process.env.E2E_DATABASE_URL = url;
}

type Control = Awaited<ReturnType<typeof startGoogle>>["control"];

async function fill(url: string, google: Control, key: string, appUrl: string): Promise<void> {
  const { db, close } = connect(url);
  try {
    await fillSampleCompany({ db, google, now: Date.now(), encrypt: (text) => seal(text, key), appUrl });
  } finally {
    await close();
  }
}
