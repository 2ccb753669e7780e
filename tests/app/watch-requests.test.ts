import { Agent, createServer, get, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { watchRequests } from "@/app/_server/watch-requests";
import { logContext } from "@/lib/log-context";

async function serving(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (url: string, options: { agent?: Agent; headers?: Record<string, string> } = {}) =>
  new Promise<{ response: IncomingMessage; text: string }>((resolve, reject) => {
    get(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ response, text }));
    }).on("error", reject);
  });

test("a request under way gets its whole answer when the process is asked to stop, and nobody new gets in", async () => {
  const { stop } = watchRequests();
  const url = await serving(async (_, response) => {
    response.write("begun ");
    await sleep(600);
    response.end("done");
  });
  const agent = new Agent({ keepAlive: true });
  await ask(url, { agent }); // leaves a kept-alive connection that does nothing
  const underWay = ask(url, { agent: new Agent({ keepAlive: true }) });
  await sleep(100);
  const began = performance.now();
  const stopped = stop();
  await sleep(20);
  await expect(ask(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect((await underWay).text).toBe("begun done");
  await stopped;
  expect(performance.now() - began).toBeLessThan(2_000);
  agent.destroy();
});

test("each request has an id of ours, everything it starts logs under it, and no client can say what it is", async () => {
  watchRequests();
  const seen: (string | undefined)[] = [];
  const url = await serving(async (request, response) => {
    await sleep(Math.random() * 20);
    seen.push(logContext().request);
    response.end(request.headers["x-request-id"]);
  });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask(url, { headers: { "x-request-id": "mine" } })),
  );
  const ids = answers.map(({ text }) => text);
  expect(new Set(ids).size).toBe(10);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  expect(seen.toSorted()).toEqual(ids.toSorted());
});
