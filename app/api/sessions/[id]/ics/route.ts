import { requestContext } from "@/app/_server/actor";
import { problem } from "@/app/_server/problem";
import { getSessionFile } from "@/lib/sessions/get-feed";

/** One session as a file for any calendar. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  try {
    const content = await getSessionFile(await requestContext(), await params);
    return new Response(content, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="session.ics"',
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return problem(error);
  }
}
