import { problem } from "@/app/_server/problem";
import { jobContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { stopWeek } from "@/lib/people/stop-mail";

/**
 * Ends the weekly mail that the link came with, for the page's button, which says `from=page` and is led back there, and
 * for mail programs that press it themselves (RFC 8058): those are never led anywhere, and what they send is not read.
 * Opening a link must change nothing, since programs open links that nobody clicked: so there is no GET.
 */
export async function POST(request: Request, { params }: { params: Promise<{ token: string }> }) {
  const isPage = new URL(request.url).searchParams.get("from") === "page";
  const { token } = await params;
  const back = (said: string) =>
    new Response(null, {
      status: 303,
      headers: { location: `/stop-mail/${encodeURIComponent(token)}?${said}` },
    });
  try {
    await stopWeek(jobContext(), token);
    return isPage ? back("done=1") : new Response(null, { status: 204 });
  } catch (error) {
    return isPage && error instanceof DomainError ? back("broken=1") : problem(error);
  }
}
