import { createInterface } from "node:readline";
import { POST } from "@/app/api/google/push/route";

/** A process whose route gets a push for each line of standard input, its headers; answers are lines with `answer`. */
const body = () =>
  new ReadableStream({
    // Without an end: whoever reads it never answers.
    pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
  });
const lines = createInterface({ input: process.stdin });

for await (const line of lines) {
  const init = { method: "POST", headers: JSON.parse(line), body: body(), duplex: "half" } as RequestInit;
  const response = await POST(new Request("http://127.0.0.1/api/google/push", init));
  const type = response.headers.get("content-type");
  const cookies = response.headers.getSetCookie();
  const text = await response.text();
  console.log(JSON.stringify({ answer: { status: response.status, type, cookies, text } }));
}
process.exit(0);
