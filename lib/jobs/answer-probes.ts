import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { JobContext } from "../context";
import { describeError, log } from "../log";
import { readMetrics } from "./read-metrics";

/**
 * A worker answers what a web process does about itself: `GET /api/health` and `GET /api/metrics`, nothing else.
 * @param port Of all interfaces: whoever asks is on another machine.
 */
export function answerProbes(
  port: number,
  context: () => JobContext,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    answer(context(), request, response).catch((error: unknown) => {
      log().error({ error: describeError(error) }, "probe");
      response.writeHead(500).end();
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address ? address.port : port,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(
  context: JobContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, type: string, text: string) =>
    response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(text);
  if (request.method === "GET" && request.url === "/api/health")
    return void send(200, "application/json", '{"status":"alive"}');
  if (request.method === "GET" && request.url === "/api/metrics") {
    const { status, type, text } = await readMetrics(context, request.headers.authorization ?? null);
    return void send(status, type, text);
  }
  send(404, "text/plain; charset=utf-8", "Not found.\n");
}
