import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/db/client";
import { build, buildIsCurrent } from "@/local/build";
import { freePort } from "@/local/processes";
import { makeSecrets } from "@/local/secrets";
import { appEnvironment, startWeb, type Web } from "@/local/stack";
import { Stops } from "@/local/until-stopped";
import { administer, databaseUrl, throwAwayPostgres } from "@/tests/support/throw-away-postgres";
import { startGoogleProcess } from "./book-processes";
import { fillCompany } from "./load-company";
import { mixedDay } from "./load-day";
import { run } from "./load-run";
import { UsageError } from "./usage-error";

const DATABASE = "deskside_roll";
const PEOPLE = 100;
const PROCESSES = 2;
const ROUNDS = 2;
const RATE = 8;
const SECONDS = 60;
const PAUSE_MS = 1_000;

/**
 * `roll`: two web processes behind a proxy that sends requests to whichever is ready, under the mixed day of a small
 * company for a minute; each process is asked to stop and started anew, in turn, twice. `errors` has to be empty: with
 * one process always up, nobody notices an upgrade.
 */
export async function measure(args: string[], say: (line: string) => unknown = toStandardError) {
  if (args.length > 0) throw new UsageError("Use: roll.");
  const stops = new Stops();
  try {
    const server = await throwAwayPostgres();
    stops.add(server.stop);
    await administer(server.url, `create database ${DATABASE} template ${server.template}`);
    stops.add(() => administer(server.url, `drop database if exists ${DATABASE} with (force)`));
    const url = databaseUrl(server.url, DATABASE);
    const { db, client: sql, close } = connect(url, { max: 2 });
    stops.add(close);
    const company = await fillCompany(db, sql, PEOPLE, Date.now());
    const secrets = makeSecrets();
    const local = await startGoogleProcess(secrets);
    stops.add(local.stop);
    if (!buildIsCurrent()) await build();

    const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = secrets;
    const google = {
      ...{ baseUrl: local.baseUrl, clientId, clientSecret },
      control: null,
      close: local.stop,
    };
    const start = async (port: number): Promise<Web> => {
      const env = appEnvironment({ port, databaseUrl: url, google, secrets });
      return startWeb("start", port, { ...env, LOG_LEVEL: "warn" });
    };
    const ports = await Promise.all(Array.from({ length: PROCESSES }, freePort));
    const webs = await Promise.all(ports.map(start));
    stops.add(async () => void (await Promise.all(webs.map((web) => web.stop()))));
    const proxy = await startProxy(ports);
    stops.add(proxy.stop);

    const next = mixedDay(company);
    await run([proxy.address], next, { rate: RATE, seconds: 10 });
    const day = run([proxy.address], next, { rate: RATE, seconds: SECONDS });
    const codes: number[] = [];
    const begun = performance.now();
    for (let n = 0; n < ROUNDS * PROCESSES; n++) {
      await sleep(PAUSE_MS);
      const at = n % PROCESSES;
      const web = webs[at] as Web;
      await web.stop();
      codes.push(await web.running.ended);
      webs[at] = await start(ports[at] as number);
      say(`Process ${at + 1} was stopped and started.`);
    }
    const rolledS = Math.round((performance.now() - begun) / 1_000);
    const { answered, ms, errors, requests, refused } = await day;
    const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
    return {
      ...{ processes: PROCESSES, restarts: codes.length, codes, rolledS, inTime: rolledS < SECONDS },
      ...{ requests, answered, ms, refused, failed, errors, sentTo: proxy.counts() },
    };
  } finally {
    await stops.all();
  }
}

const toStandardError = (line: string) => process.stderr.write(`${line}\n`);

/** By turns to whoever takes the connection, as proxies do that pass over an address that refuses; nothing is sent twice. */
async function startProxy(ports: readonly number[]) {
  const counts = ports.map(() => 0);
  let turn = 0;
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, tried: number) => {
    const at = turn++ % ports.length;
    const { method, url: path, headers } = incoming;
    const onward = send({ port: ports[at], host: "127.0.0.1", method, path, headers, agent: false });
    onward.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" && tried < ports.length) pass(incoming, outgoing, body, tried + 1);
      else if (!outgoing.headersSent) outgoing.writeHead(502).end();
      else outgoing.destroy();
    });
    onward.on("response", (answer) => {
      counts[at] = (counts[at] ?? 0) + 1;
      const { connection: _, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(outgoing);
    });
    onward.end(body);
  };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    pass(incoming, outgoing, Buffer.concat(chunks), 1);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${port}`,
    counts: () => counts,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
