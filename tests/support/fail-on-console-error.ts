import { afterEach, beforeEach } from "vitest";

const printed: string[] = [];
const original = console.error;

beforeEach(() => {
  printed.length = 0;
  console.error = (...parts: unknown[]) => {
    printed.push(parts.map(String).join(" "));
    original(...parts);
  };
});

afterEach(() => {
  console.error = original;
  if (printed.length > 0) throw new Error(`The test printed an error:\n${printed.join("\n")}`);
});
