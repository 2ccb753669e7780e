import { createServer, connect as dial, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { freePort } from "@/local/processes";

/** Where the connection breaks: before the statement reaches the server, or when it is done and its answer on the way. */
export type Cut = { readonly at: number; readonly when: "asked" | "done" };

/** Messages from the frontend that ask for an answer; https://www.postgresql.org/docs/current/protocol-message-formats.html */
const SYNC = "S";
const SIMPLE_QUERY = "Q";
/** And what the backend says. */
const COMMAND_COMPLETE = "C";
const READY_FOR_QUERY = "Z";

/**
 * A way to the database that breaks where it is told: all connections at once, as when a switch or a proxy restarts, and
 * is whole again at once. Counts the statements that pass, transactions' own included.
 */
export async function cuttable(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const pairs = new Set<[Socket, Socket]>();
  let plan: Cut | undefined;
  let count = 0;
  let commits: number[] = [];

  const cut = () => {
    plan = undefined;
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const server = createServer((client) => {
    const upstream = dial(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    let isLast = false;
    const asked = messages({ hasStartup: true }, (type) => {
      if (type !== SYNC && type !== SIMPLE_QUERY) return true;
      count += 1;
      if (plan?.at !== count) return true;
      if (plan.when === "asked") cut();
      else isLast = true;
      return plan !== undefined;
    });
    const answered = messages({ hasStartup: false }, (type, body) => {
      if (type === COMMAND_COMPLETE && body.toString().startsWith("COMMIT")) commits.push(count);
      if (isLast && type === READY_FOR_QUERY) cut();
      return !isLast;
    });
    client.on("data", (chunk: Buffer) => upstream.write(asked(chunk)));
    upstream.on("data", (chunk: Buffer) => client.write(answered(chunk)));
    for (const [one, other] of [pair, pair.toReversed() as typeof pair]) {
      one.on("error", () => {});
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(async () => {
    cut();
    server.close();
  });
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    /** From now on; counting begins anew. */
    arm: (wanted: Cut | undefined) => {
      plan = wanted;
      count = 0;
      commits = [];
    },
    /** Statements since `arm`, and which of them were commits. */
    passed: () => ({ count, commits }),
  };
}

/** Cuts a stream into its messages and lets through those that `pass`. */
function messages({ hasStartup }: { hasStartup: boolean }, pass: (type: string, body: Buffer) => boolean) {
  let rest = Buffer.alloc(0);
  let isStartup = hasStartup;
  return (chunk: Buffer): Buffer => {
    rest = Buffer.concat([rest, chunk]);
    const through: Buffer[] = [];
    for (;;) {
      const head = isStartup ? 0 : 1;
      if (rest.length < head + 4) break;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) break;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      const type = isStartup ? "" : String.fromCharCode(message[0] as number);
      isStartup = false;
      if (pass(type, message.subarray(head + 4))) through.push(message);
    }
    return Buffer.concat(through);
  };
}
