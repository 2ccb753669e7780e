import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BODY_LIMIT_BYTES, limitedText } from "@/app/_server/body";
import { problem } from "@/app/_server/problem";
import { DomainError } from "@/lib/errors";
import { MOST_QUESTIONS, SaveNote } from "@/lib/notes/schema";

test("the largest note that may be written fits into one request, in any script", () => {
  const long = (characters: number) => "字".repeat(characters);
  const note = {
    id: crypto.randomUUID(),
    version: 1,
    ...{ problem: long(10_000), process: long(10_000), solution: long(10_000), learning: long(2_000) },
    questions: Array.from({ length: MOST_QUESTIONS }, () => ({ question: long(500), answer: long(5_000) })),
  };
  expect(SaveNote.safeParse(note).success).toBe(true);
  expect(SaveNote.safeParse({ ...note, problem: long(10_001) }).success).toBe(false);
  expect(Buffer.byteLength(JSON.stringify(note))).toBeLessThan(BODY_LIMIT_BYTES);
});

test("a body is counted while it comes in, whatever its head says, and not read to its end", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(1_000));
    },
  });
  const request = new Request("http://x/", {
    ...{ method: "POST", body: endless, duplex: "half", headers: { "content-length": "10" } },
  } as RequestInit);
  await expect(limitedText(request, 10_000)).rejects.toMatchObject({ status: 413 });
  expect(sent).toBeLessThan(20);
  await expect(
    limitedText(new Request("http://x/", { method: "POST", body: "x".repeat(10) }), 10),
  ).resolves.toBe("x".repeat(10));
  const bytes = new Request("http://x/", { method: "POST", body: new Uint8Array([0xff]) });
  await expect(limitedText(bytes)).rejects.toMatchObject({ status: 400 });
});

test("every route handler that reads a body reads it bounded", () => {
  const files = globSync("app/**/route.ts").concat(globSync("app/_server/*.ts"));
  const readers = files.filter((file) =>
    /\b(request|req)\.(json|text|formData|arrayBuffer|blob|bytes)\(|request\.body\b(?!\?\.cancel)/.test(
      readFileSync(file, "utf8"),
    ),
  );
  expect(readers.sort()).toEqual(["app/_server/body.ts", "app/_server/count-sign-in.ts"]);
});

test("a refusal for too much says when to come back, in the head too", async () => {
  const refused = problem(new DomainError("limited", "Too much.", { detail: { retryAfterS: 7 } }));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
  expect(await refused.json()).toMatchObject({ status: 429, code: "limited", title: "Too much." });
});

test("a body that breaks off is the sender's doing and no fault of ours", async () => {
  const broken = new ReadableStream({
    pull: (controller) => controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
  });
  await expect(limitedText({ body: broken })).rejects.toMatchObject({ status: 400 });
});
