import { expect, test } from "vitest";
import { readArguments } from "@/local/kept-stack";

test("the demo takes --fresh and --port in either form", () => {
  expect(readArguments("demo", [])).toEqual({ command: "demo", port: 3000, fresh: false });
  expect(readArguments("demo", ["--fresh", "--port", "3100"])).toEqual({
    command: "demo",
    port: 3100,
    fresh: true,
  });
  expect(readArguments("dev", ["--port=3200"])).toEqual({ command: "dev", port: 3200, fresh: false });
});

test.each([["--port"], ["--port", "x"], ["--port", "0"], ["--port=65535"], ["--prot", "1"]])(
  "%s %s is refused in one sentence",
  (...args) => {
    expect(() => readArguments("demo", args)).toThrow(/^[^\n]+\.$/);
  },
);
