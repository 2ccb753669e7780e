import { jobContext } from "@/lib/context";
import { readMetrics } from "@/lib/jobs/read-metrics";

/** Prometheus text for whoever has the token; without one in the environment this address does not exist. */
export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const { status, type, text } = await readMetrics(jobContext(), request.headers.get("authorization"));
  const headers = new Headers({ "content-type": type, "cache-control": "no-store" });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(text, { status, headers });
}
