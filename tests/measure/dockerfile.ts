import { readFileSync } from "node:fs";

/** One line of a Dockerfile that says how an image is made or started. */
export type Step =
  | {
      readonly kind: "COPY";
      readonly from: string | undefined;
      readonly sources: string[];
      readonly to: string;
    }
  | { readonly kind: "RUN"; readonly command: string }
  | { readonly kind: "ENV"; readonly values: Record<string, string> };

export type Stage = {
  readonly name: string;
  readonly base: string;
  readonly steps: Step[];
  workdir: string;
  user: string;
  command: string[];
  healthCommand: string[];
};

/**
 * As much of the format as ours uses; any other instruction is refused, so that nothing is passed over in silence.
 * https://docs.docker.com/reference/dockerfile/
 * @throws {Error} naming the line
 */
export function readDockerfile(file = "Dockerfile"): Stage[] {
  const stages: Stage[] = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, word = "", rest = ""] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (word === "FROM") stages.push(stageOf(rest));
    else apply(stages.at(-1), word, rest, line);
  }
  return stages;
}

function stageOf(words: string): Stage {
  const [, base = "", name = ""] = /^(\S+)(?: AS (\S+))?$/.exec(words) ?? [];
  return { name, base, steps: [], workdir: "/", user: "root", command: [], healthCommand: [] };
}

function apply(stage: Stage | undefined, word: string, rest: string, line: string): void {
  const unreadable = new Error(`This line of the Dockerfile is not understood: ${line}`);
  if (!stage) throw unreadable;
  if (word === "WORKDIR") stage.workdir = rest;
  else if (word === "USER") stage.user = rest;
  else if (word === "CMD") stage.command = JSON.parse(rest) as string[];
  else if (word === "HEALTHCHECK")
    stage.healthCommand = JSON.parse(rest.slice(rest.indexOf("["))) as string[];
  else if (word === "RUN") stage.steps.push({ kind: "RUN", command: rest });
  else if (word === "ENV") stage.steps.push({ kind: "ENV", values: pairsOf(rest) });
  else if (word === "COPY") stage.steps.push(copyOf(rest));
  else if (word !== "EXPOSE") throw unreadable;
}

const pairsOf = (words: string) =>
  Object.fromEntries(words.split(" ").map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));

function copyOf(words: string): Step {
  const parts = words.split(/\s+/);
  const from = parts[0]?.startsWith("--from=") ? parts.shift()?.slice("--from=".length) : undefined;
  const to = parts.pop() ?? "";
  return { kind: "COPY", from, sources: parts, to };
}
