import { problem } from "@/app/_server/problem";
import { jobContext } from "@/lib/context";
import { stopWeek } from "@/lib/people/stop-mail";

/**
 * Ends the weekly mail that the link came with, for the page's button and for mail programs that press it themselves
 * (RFC 8058). Opening a link must change nothing, since programs open links that nobody clicked: so there is no GET.
 */
export async function POST(request: Request, { params }: { params: Promise<{ token: string }> }) {
  try {
    const { token } = await params;
    await stopWeek(jobContext(), token);
    const isProgram = (await request.text()).startsWith("List-Unsubscribe=");
    if (isProgram) return new Response(null, { status: 204 });
    return new Response(null, { status: 303, headers: { location: `/stop-mail/${token}?done=1` } });
  } catch (error) {
    return problem(error);
  }
}
