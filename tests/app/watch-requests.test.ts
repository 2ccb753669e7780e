import { Agent, createServer, get, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { watchRequests } from "@/app/_server/watch-requests";
import { logContext } from "@/lib/log-context";

async function serving(listener: RequestListener) {
  return listening(createServer(listener));
}

async function listening(server: Server) {
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

test("where a request comes from is said by the connection or our own proxy, by no client", async () => {
  watchRequests({ proxies: 1 });
  const url = await serving((request, response) => response.end(request.headers["x-deskside-address"]));
  const headers = { "x-deskside-address": "203.0.113.1", "x-forwarded-for": "198.51.100.1, 203.0.113.9" };
  expect((await ask(url, { headers })).text).toBe("203.0.113.9");
  expect((await ask(url, { headers: { "x-deskside-address": "203.0.113.1" } })).text).toBe("127.0.0.1");
});

test("whoever trickles a body or a head is let go, and meanwhile keeps nobody waiting", async () => {
  watchRequests({ slow: { headMs: 300, wholeMs: 400 } });
  const server = createServer({ connectionsCheckingInterval: 50 }, (request, response) => {
    request.on("error", () => {}).resume();
    request.on("end", () => response.end("done"));
  });
  const url = await listening(server);
  expect((await ask(url)).text).toBe("done"); // the watch knows the server by its first request
  const head = "POST / HTTP/1.1\r\nhost: x\r\n";
  const slow = [
    trickle(server, head, "x-a: 1\r\n"),
    trickle(server, `${head}content-length: 999\r\n\r\n`, "x"),
  ];
  const began = performance.now();
  expect((await ask(url)).text).toBe("done");
  expect(performance.now() - began).toBeLessThan(200);
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - began).toBeLessThan(3_000);
});

test("a head that has no end is refused", async () => {
  const server = createServer((_, response) => response.end("done"));
  await listening(server);
  const answer = await trickle(server, "GET / HTTP/1.1\r\nhost: x\r\n", `x-a: ${"a".repeat(8_000)}\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
});

/** Sends `first`, then `more` every 20 ms until the other side has had enough. @returns what it answered */
function trickle(server: Server, first: string, more: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(first));
    const timer = setInterval(() => socket.write(more), 20);
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      resolve(text);
    });
  });
}
