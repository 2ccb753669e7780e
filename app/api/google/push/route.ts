import { problem } from "@/app/_server/problem";
import { channelIdIn, receivePush } from "@/lib/calendar/receive-push";
import { jobContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";

/** Google tells of a change in a watched calendar. Nobody is signed in, and whatever the body says is not read. */
export async function POST(request: Request): Promise<Response> {
  const headers = Object.fromEntries(request.headers);
  try {
    await request.body?.cancel();
    await receivePush(jobContext(), headers);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof DomainError) log().warn({ channel: channelIdIn(headers) }, "push refused");
    return problem(error);
  }
}
