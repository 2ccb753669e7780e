import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, buildIsCurrent } from "./build";
import { Failure } from "./failure";
import { readArguments, startKeptStack } from "./kept-stack";
import type { Environment } from "./processes";
import { people } from "./sample/people";
import { startWeb } from "./stack";
import { step } from "./steps";
import { runUntilStopped, type Stops } from "./until-stopped";

const LOG = path.resolve(".data", "web.log");

/** The whole of Deskside on this machine, until Ctrl-C. */
async function demo(stops: Stops): Promise<void> {
  const asked = readArguments("demo", process.argv.slice(2));
  const { env, died, advice } = await startKeptStack(asked, stops);
  if (!buildIsCurrent()) await step("Production build made", build);
  writeFileSync(LOG, "");
  const keep = (line: string) => appendFileSync(LOG, `${line}\n`);
  const web = await step("Web and worker started", () => startWeb("start", asked.port, env, keep));
  stops.add(web.stop);
  if (advice) console.log(advice);
  console.log(welcome(asked.port, env));
  const reason = await Promise.race([
    died,
    web.running.ended.then(() => "Deskside ended by itself; the reason is at the end of .data/web.log."),
  ]);
  throw new Failure(reason);
}

function welcome(port: number, env: Environment): string {
  const admin = people.find(({ isAdmin }) => isAdmin);
  const who = process.env.GOOGLE_BASE_URL
    ? `Sign in with an account of ${env.GOOGLE_BASE_URL} at ${env.ALLOWED_DOMAINS}; admins: ${env.ADMIN_EMAILS}.`
    : `Sign in as anybody, for instance ${people[0].name} (${people[0].email}); ${admin?.name} (${admin?.email}) is an admin.`;
  const mail = `Mail lands at ${env.LOCAL_INBOX_URL}.`;
  return ["", `Deskside: http://localhost:${port}`, who, mail].join("\n");
}

void runUntilStopped(demo);
