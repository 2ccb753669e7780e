import net from "node:net";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Db } from "@/db/client";
import { schema } from "@/db/schema/schema";

export type Statement = { readonly text: string; readonly parameters: unknown[]; rows: number };
export type Read = { readonly statements: readonly Statement[]; readonly bytes: number };

/**
 * A database that counts what is read from it: statements with the rows of their answers, and bytes off the wire,
 * protocol and all. `taken` tells what came since it was last asked.
 */
export function countedDatabase(url: string) {
  const { hostname, port } = new URL(url);
  const sockets: net.Socket[] = [];
  const client = postgres(url, {
    onnotice: () => {},
    // The driver takes a socket that is connected already.
    socket: () =>
      new Promise<net.Socket>((resolve, reject) => {
        const socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
        sockets.push(socket);
        socket.once("connect", () => resolve(socket)).once("error", reject);
      }),
  } as postgres.Options<Record<string, never>>);
  let statements: Statement[] = [];
  let before = 0;
  const unsafe: typeof client.unsafe = (text, parameters = [], options) => {
    const statement = { text, parameters: parameters as unknown[], rows: 0 };
    statements.push(statement);
    const pending = client.unsafe(text, parameters, options);
    // Not at once: to ask a statement for its rows sends it, and the driver has yet to be told in which form.
    queueMicrotask(() => {
      void pending.then(
        (list) => {
          statement.rows = list.length;
        },
        () => {},
      );
    });
    return pending as never;
  };
  const counted = new Proxy(client, {
    get: (target, name) => (name === "unsafe" ? unsafe : Reflect.get(target, name)),
  });
  const db: Db = drizzle(counted, { schema });
  return {
    db,
    client,
    taken(): Read {
      const all = sockets.reduce((sum, socket) => sum + socket.bytesRead, 0);
      const read = { statements, bytes: all - before };
      [statements, before] = [[], all];
      return read;
    },
    close: () => client.end({ timeout: 5 }),
  };
}
