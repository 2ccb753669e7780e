import { problemDetails } from "@/app/_server/problem-details";
import { type Part, partNotReady } from "@/lib/jobs/check-ready";

export const dynamic = "force-dynamic";

const WHY: Record<Part, string> = {
  database: "The database does not answer.",
  migrations: "The database is not at this version.",
  queue: "The queue is not installed.",
};

/** Whether requests should be sent to this process. */
export async function GET(): Promise<Response> {
  const part = await partNotReady();
  if (part) return problemDetails(503, { code: "not_ready", title: WHY[part], part });
  return Response.json({ status: "ready" }, { headers: { "cache-control": "no-store" } });
}
