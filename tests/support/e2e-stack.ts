import { connect } from "@/db/client";
import { seal } from "@/lib/calendar/encryption";
import { readConfig } from "@/lib/config";
import { build, buildIsCurrent } from "@/local/build";
import { Failure } from "@/local/failure";
import { startLocalMail } from "@/local/mail/server";
import type { Environment } from "@/local/processes";
import { fillSampleCompany } from "@/local/sample/fill";
import { readCalendars } from "@/local/sample/read-calendars";
import { makeSecrets } from "@/local/secrets";
import { appEnvironment, startGoogle, startWeb } from "@/local/stack";
import { runUntilStopped, type Stops } from "@/local/until-stopped";
import { keepServerLine } from "./e2e-secrets";
import { administer, databaseUrl, throwAwayPostgres } from "./throw-away-postgres";

const DATABASE = `deskside_e2e_${process.pid}`;

/**
 * The production build with its worker, a throw-away database, the local Google in memory and the sample company, until
 * a signal comes. A process of its own, because Playwright's loader does not read all packages that the app uses.
 * Prints one line of JSON when it is up: what `e2e-setup.ts` puts into the environment of the tests.
 */
async function main(stops: Stops): Promise<void> {
  if (!buildIsCurrent()) await build();
  const server = await throwAwayPostgres();
  stops.add(server.stop);
  await administer(server.url, `create database ${DATABASE} template ${server.template}`);
  if (process.env.TEST_DATABASE_URL) {
    stops.add(() => administer(server.url, `drop database if exists ${DATABASE} with (force)`));
  }
  const url = databaseUrl(server.url, DATABASE);
  const secrets = makeSecrets();
  const google = await startGoogle({ secrets });
  stops.add(google.close);
  const mail = await startLocalMail();
  stops.add(mail.close);
  const port = Number(process.env.E2E_PORT);
  const env = appEnvironment({ port, databaseUrl: url, google, mail, secrets });
  await fill(url, google.control, env);
  const web = await startWeb("start", port, env, (line) => {
    keepServerLine(line);
    if (/"level":(50|60)|Error/.test(line)) console.log(`[web] ${line}`);
  });
  stops.add(web.stop);
  console.log(
    JSON.stringify({
      E2E_GOOGLE_URL: google.baseUrl,
      E2E_GOOGLE_CLIENT_ID: google.clientId,
      E2E_GOOGLE_CLIENT_SECRET: google.clientSecret,
      E2E_MAIL_URL: mail.baseUrl,
      E2E_DATABASE_URL: url,
      E2E_SECRETS: JSON.stringify(secrets),
    }),
  );
  await web.running.ended;
  throw new Failure("The app ended while it was tested.");
}

type Control = Awaited<ReturnType<typeof startGoogle>>["control"];

async function fill(url: string, google: Control, env: Environment): Promise<void> {
  const { db, close } = connect(url);
  const now = Date.now();
  const config = readConfig(env);
  try {
    const encrypt = (text: string) => seal(text, config.ENCRYPTION_KEY);
    await fillSampleCompany({ db, google, now, encrypt, appUrl: config.AUTH_URL });
    await readCalendars({ db, now, config });
  } finally {
    await close();
  }
}

void runUntilStopped(main);
