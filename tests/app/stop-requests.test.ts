import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { watchRequests } from "@/app/_server/watch-requests";

test("a request that comes on a kept connection just as the process is asked to stop gets its answer", async () => {
  const { stop } = watchRequests();
  const server = createServer((_, response) => response.end("done"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const ready = Promise.withResolvers<void>();
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", ready.resolve);
  onTestFinished(() => void socket.destroy());
  await ready.promise;
  let said = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const askOnIt = () => socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  askOnIt();
  await sleep(100);
  expect(said).toMatch(/connection: keep-alive/i);
  const stopped = stop();
  await sleep(100);
  askOnIt();
  await ended;
  expect(said.match(/200 OK/g)).toHaveLength(2);
  expect(said).toMatch(/connection: close/i);
  await stopped;
});
