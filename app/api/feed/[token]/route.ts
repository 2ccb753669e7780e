import { createHash } from "node:crypto";
import { addressOfRequest } from "@/app/_server/address-of-request";
import { problem } from "@/app/_server/problem";
import { jobContext } from "@/lib/context";
import { getFeed } from "@/lib/sessions/get-feed";

/** Programs that subscribe ask often, and mostly nothing has changed. */
const KEPT_S = 300;

/** A person's calendar feed, for programs without a cookie: the address says whose it is and proves it. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }) {
  try {
    const { token } = await params;
    const content = await getFeed(
      { ...jobContext(), address: await addressOfRequest() },
      token.replace(/\.ics$/, ""),
    );
    const etag = `"${createHash("sha256").update(content).digest("base64url")}"`;
    const headers = { etag, "cache-control": `private, max-age=${KEPT_S}`, "referrer-policy": "no-referrer" };
    if (request.headers.get("if-none-match")?.includes(etag))
      return new Response(null, { status: 304, headers });
    return new Response(content, { headers: { ...headers, "content-type": "text/calendar; charset=utf-8" } });
  } catch (error) {
    return problem(error);
  }
}
