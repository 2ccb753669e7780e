import { build, buildIsCurrent } from "@/local/build";
import { type Environment, freePort, type Running, startProcess, waitUntilReady } from "@/local/processes";
import type { Secrets } from "@/local/secrets";
import { appEnvironment, startWeb } from "@/local/stack";
import { tool } from "@/local/steps";

const START_MS = 60_000;
const WORKERS = 2;

export type GoogleProcess = {
  readonly baseUrl: string;
  tell<T>(command: string, input: object): Promise<T>;
  /** What is in this person's own calendar, raw. */
  eventsOf(email: string): Promise<RawEvent[]>;
  stop(): Promise<void>;
};

export type RawEvent = {
  id: string;
  status: string;
  start: { dateTime: string };
  end: { dateTime: string };
  organizer: { email: string };
  attendees?: { email: string }[];
};

export async function startGoogleProcess(secrets: Secrets): Promise<GoogleProcess> {
  let baseUrl = "";
  const running = startProcess(process.execPath, ["--import", "tsx", "tests/measure/google-in-process.ts"], {
    env: {
      ...process.env,
      MEASURE_CLIENT_ID: secrets.GOOGLE_CLIENT_ID,
      MEASURE_CLIENT_SECRET: secrets.GOOGLE_CLIENT_SECRET,
    },
    onLine: (line) => {
      if (line.startsWith('{"baseUrl"')) baseUrl = JSON.parse(line).baseUrl;
    },
  });
  await waitUntilReady("The local Google", running, async () => baseUrl !== "", START_MS);
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${baseUrl}/__local/${path}`, init);
    if (!answer.ok) throw new Error(`The local Google answered ${answer.status} to ${path}.`);
    return answer.json();
  };
  return {
    baseUrl,
    tell: (command, input) => ask(command, { method: "POST", body: JSON.stringify(input) }),
    eventsOf: (email) => ask(`events?${new URLSearchParams({ person: email })}`),
    stop: running.stop,
  };
}

/** Web processes that only answer, and two that only work, from the production build. */
export async function startProcesses(options: {
  webs: number;
  databaseUrl: string;
  google: GoogleProcess;
  secrets: Secrets;
}): Promise<{ addresses: string[]; webs: Running[]; workers: Running[]; stop(): Promise<void> }> {
  if (!buildIsCurrent()) await build();
  const { databaseUrl, secrets } = options;
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = secrets;
  const google = {
    baseUrl: options.google.baseUrl,
    clientId,
    clientSecret,
    control: null,
    close: async () => {},
  };
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => void (await Promise.all(running.map((each) => each.stop())));
  const environment = (port: number): Environment => ({
    ...appEnvironment({ port, databaseUrl, google, secrets }),
    ...{ WORKER: "off", LOG_LEVEL: "warn" },
  });
  const addresses: string[] = [];
  const webs: Running[] = [];
  const workers: Running[] = [];
  try {
    for (let i = 0; i < options.webs; i++) {
      const port = await freePort();
      const web = await startWeb("start", port, environment(port), printFaults);
      running.push(web);
      webs.push(web.running);
      addresses.push(`http://127.0.0.1:${port}`);
    }
    for (let i = 0; i < WORKERS; i++) workers.push(await startWorkerProcess(environment(0), running));
  } catch (error) {
    await stop();
    throw error;
  }
  return { addresses, webs, workers, stop };
}

async function startWorkerProcess(env: Environment, started: { stop(): Promise<void> }[]): Promise<Running> {
  let isUp = false;
  const [command, args] = tool("tsx", "lib/jobs/run-worker.ts");
  const worker = startProcess(command, args, {
    env: { ...env, LOG_LEVEL: "info" },
    onLine: (line) => {
      isUp ||= line.includes('"worker started"');
      printFaults(line);
    },
  });
  started.push(worker);
  await waitUntilReady("A worker", worker, async () => isUp, START_MS);
  return worker;
}

function printFaults(line: string): void {
  if (/"level":(50|60)/.test(line)) console.error(line);
}
