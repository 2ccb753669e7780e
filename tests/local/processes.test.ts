import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { portIsFree, startProcess, waitUntilReady } from "@/local/processes";

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function until(condition: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 100 && !condition(); tries += 1) await sleep(50);
  return condition();
}

test("stopping a process stops its children too, even one that ignores the signal to end", async () => {
  const script = `trap '' TERM; sleep 1000 & echo "child $!"; wait`;
  const running = startProcess("/bin/sh", ["-c", `(${script}) & wait`], { stopTimeoutMs: 300 });
  await until(() => running.output().includes("child"));
  const child = Number(/child (\d+)/.exec(running.output())?.[1]);
  expect(isAlive(child)).toBe(true);
  await running.stop();
  expect(await until(() => !isAlive(child))).toBe(true);
});

test("a process ends with the one that started it, also when that is killed", async () => {
  const script = `
    import("./local/processes.ts").then(({ startProcess }) => {
      startProcess("/bin/sleep", ["1000"]);
      const running = startProcess("/bin/sh", ["-c", "echo $$; exec sleep 1000"], { onLine: console.log });
    });
  `;
  const parent = spawn(process.execPath, ["--import", "tsx", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  parent.stdout.on("data", (text) => {
    output += text;
  });
  expect(await until(() => output.includes("\n"))).toBe(true);
  const child = Number(output);
  expect(isAlive(child)).toBe(true);
  parent.kill("SIGKILL");
  expect(await until(() => !isAlive(child))).toBe(true);
});

test("a process that ends before it is ready is told with its last line", async () => {
  const running = startProcess("/bin/sh", ["-c", "echo 'no such thing' >&2; exit 3"]);
  await expect(waitUntilReady("The thing", running, async () => false, 5_000)).rejects.toThrow(
    "The thing did not start: no such thing",
  );
  expect(await running.ended).toBe(3);
});

test("a port that somebody listens on is not free", async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const { port } = holder.address() as { port: number };
  expect(await portIsFree(port)).toBe(false);
  await new Promise((resolve) => holder.close(resolve));
  expect(await portIsFree(port)).toBe(true);
});
