import type { NextRequest } from "next/server";
import { requestContext } from "@/app/_server/actor";
import { problem } from "@/app/_server/problem";
import { exportAudit } from "@/lib/people/list-audit";

/** The audit log as a file, with the filters of the page. */
export async function GET(request: NextRequest): Promise<Response> {
  try {
    const { csv, name } = await exportAudit(
      await requestContext(),
      Object.fromEntries(request.nextUrl.searchParams),
    );
    return new Response(csv, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return problem(error);
  }
}
