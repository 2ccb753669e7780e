import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readDockerfile } from "./dockerfile";

const [build, image] = readDockerfile();
const compose = readFileSync("compose.yaml", "utf8");

test("the image is started by somebody who is not root, checks its health, and knows no secret", () => {
  expect(image).toMatchObject({ user: "node", workdir: "/app" });
  expect(image?.healthCommand.join(" ")).toContain("/api/health");
  const names = [build, image].flatMap((stage) =>
    (stage?.steps ?? []).flatMap((step) => (step.kind === "ENV" ? Object.keys(step.values) : [])),
  );
  expect(names.filter((name) => /SECRET|KEY|TOKEN|URL|PASSWORD/.test(name))).toEqual([]);
  for (const path of [".env", ".git", ".data", "node_modules"])
    expect(readFileSync(".dockerignore", "utf8").split("\n")).toContain(path);
});

test("the image has the Node that package.json pins, and what it copies from the sources is there", () => {
  const { node } = JSON.parse(readFileSync("package.json", "utf8")).devDependencies;
  expect(image?.base).toBe(`node:${node}-bookworm-slim`);
  const sources = (image?.steps ?? []).flatMap((step) => (step.kind === "COPY" ? step.sources : []));
  const fromSources = sources.filter((source) => !source.includes("/.next/"));
  expect(fromSources.filter((source) => !existsSync(source.replace("/app/", "")))).toEqual([]);
  expect(sources).toContain("/app/.next/standalone");
});

test("compose runs web and worker with a read-only file system, no capabilities, and time to end in good order", () => {
  const shared = compose.slice(compose.indexOf("x-deskside"), compose.indexOf("services:"));
  for (const line of ["read_only: true", "tmpfs: [/tmp]", "cap_drop: [ALL]", "stop_grace_period: 30s"])
    expect(shared).toContain(line);
  expect(compose.match(/<<: \*deskside/g)).toHaveLength(2);
  expect(compose).toContain('WORKER: "off"');
  expect(compose).toContain("WORKER: inline");
});
