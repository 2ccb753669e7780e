import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

type ReceivedPush = {
  channel: string;
  number: number;
  state: string;
  headers: IncomingHttpHeaders;
  body: string;
};

/** A small server that takes pushes; `answers` are its next statuses, then 200. */
export async function pushReceiver(answers: number[] = []) {
  const received: ReceivedPush[] = [];
  const server = createServer(async (request, response) => {
    const { headers } = request;
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({
      channel: String(headers["x-goog-channel-id"]),
      number: Number(headers["x-goog-message-number"]),
      state: String(headers["x-goog-resource-state"]),
      headers,
      body,
    });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pushed`;
  return { address, received };
}
