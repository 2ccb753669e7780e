import { Failure } from "./failure";
import { readArguments, startKeptStack } from "./kept-stack";
import { startWeb } from "./stack";
import { step } from "./steps";
import { runUntilStopped, type Stops } from "./until-stopped";

/** The demo's stand-ins under `next dev`: what is saved in an editor is on the page. */
async function dev(stops: Stops): Promise<void> {
  const asked = readArguments("dev", process.argv.slice(2));
  const { env, died, advice } = await startKeptStack(asked, stops);
  const web = await step("Web and worker started", () => startWeb("dev", asked.port, env, console.log));
  stops.add(web.stop);
  if (advice) console.log(advice);
  console.log(`\nDeskside: http://localhost:${asked.port}\nMail lands at ${env.LOCAL_INBOX_URL}.`);
  throw new Failure(await Promise.race([died, web.running.ended.then(() => "Next ended by itself.")]));
}

void runUntilStopped(dev);
