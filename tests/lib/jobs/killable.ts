import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type Answer = { done?: { id?: string }; refused?: string; unclear?: string };

/** A process that comes back each time it is killed, and what it says about itself. */
export class Killable {
  #child: ChildProcess;
  #isOver = false;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #n = 0;
  #up = Promise.withResolvers<void>();
  /** How it ended, where it was at work and nobody killed it. */
  readonly ownEnds: string[] = [];
  kills = 0;

  constructor(
    readonly file: string,
    readonly env: Record<string, string | undefined>,
    /** Loaded before its own code. */
    readonly before: readonly string[] = [],
  ) {
    this.#child = this.#start();
  }

  /** Resolves once the process that runs now is at work. */
  get isUp(): Promise<void> {
    return this.#up.promise;
  }

  kill(): void {
    this.kills += 1;
    this.#child.kill("SIGKILL");
  }

  /** Ends it in good order. @returns its exit code */
  end(): Promise<number | null> {
    this.#isOver = true;
    return new Promise((resolve) => {
      this.#child.once("exit", resolve);
      this.#child.kill("SIGTERM");
    });
  }

  /** What came of it; `unclear` when the process ended first. */
  ask(command: object): Promise<Answer> {
    const n = ++this.#n;
    return new Promise((resolve) => {
      this.#waiting.set(n, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ n, ...command })}\n`);
    });
  }

  #start(): ChildProcess {
    const child = spawn(
      "node",
      [...["tsx", ...this.before].flatMap((file) => ["--import", file]), this.file],
      {
        env: { ...process.env, ...this.env },
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    child.stdin?.on("error", () => {});
    const up = Promise.withResolvers<void>();
    this.#up = up;
    let wasUp = false;
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      if (line.includes("started")) {
        wasUp = true;
        up.resolve();
      }
      if (!line.startsWith('{"n"')) return;
      const { n, ...answer } = JSON.parse(line) as { n: number } & Answer;
      this.#waiting.get(n)?.(answer);
      this.#waiting.delete(n);
    });
    child.on("exit", (code, signal) => {
      for (const resolve of this.#waiting.values()) resolve({ unclear: "the process ended" });
      this.#waiting.clear();
      if (this.#isOver) return;
      if (wasUp && signal !== "SIGKILL") this.ownEnds.push(`${this.file}: ${code ?? signal}`);
      this.#child = this.#start();
    });
    return child;
  }
}
