import { expect, test } from "vitest";
import { isCode, pastedAs } from "@/components/notes/paste";

test("an address over chosen words is a link under them; alone it stays one, whole", () => {
  expect(pastedAs("https://wiki.example/x", "See ", "the page")).toBe("[the page](https://wiki.example/x)");
  expect(pastedAs(" https://wiki.example/x\n", "See ", "")).toBe("https://wiki.example/x");
  expect(pastedAs("https://wiki.example/a_(b)", "", "")).toBe("<https://wiki.example/a_%28b%29>");
  expect(pastedAs("https://wiki.example/x", "[page](", "")).toBeUndefined();
  expect(pastedAs("javascript:alert(1)", "", "words")).toBeUndefined();
});

const CODE = [
  "$ kubectl get pods",
  "nodetool status\nnodetool netstats",
  "kubectl rollout restart deploy/api \\\n  --namespace billing",
  "CREATE KEYSPACE invoices WITH replication =\n  {'class': 'NetworkTopologyStrategy', 'fra': 3};",
  'resource "dns_record" "www" {\n  ttl = 300\n}',
  "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x",
  "const a = 1;\nif (a) {\n  go();\n}",
];
const PROSE = [
  "kubectl get pods",
  "We wrote to both for ten minutes.\nThen we compared the counts.",
  "- one thing\n- another\n- a third",
  "1. first\n2. second",
  "Find out who reads it.\nSet a date.",
  "Ana: why three?\nBo said two leave no quorum.\nThat is all.",
  "```\nalready\n```",
];

test("several lines that are evidently commands or code are a block of code, prose and lists are not", () => {
  expect(CODE.filter((text) => !isCode(text))).toEqual([]);
  expect(PROSE.filter(isCode)).toEqual([]);
});

test("a block begins on a line of its own, and within a block nothing is changed", () => {
  expect(pastedAs("a;\r\nb;\r\n", "We ran", "")).toBe("\n```\na;\nb;\n```\n");
  expect(pastedAs("a;\nb;", "```\n", "")).toBeUndefined();
  expect(pastedAs("a;\nb;", "```\nx\n```\n", "")).toBe("```\na;\nb;\n```\n");
});
