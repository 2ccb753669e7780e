import { type NextRequest, NextResponse } from "next/server";
import { pageContext } from "@/app/_server/actor";
import { CalendarError } from "@/lib/calendar/calendar-error";
import { finishConsent } from "@/lib/calendar/finish-consent";
import { DomainError } from "@/lib/errors";
import { resumeEvents } from "@/lib/sessions/resume-events";
import { consentCookie } from "../consent-cookie";

/** Where Google sends the browser back to after the consent page. */
export async function GET(request: NextRequest): Promise<Response> {
  const context = await pageContext({ welcomed: false });
  const answer = request.nextUrl.searchParams;
  const response = NextResponse.redirect(new URL(await backPath(), context.config.AUTH_URL));
  response.cookies.set({ ...consentCookie(), value: "", maxAge: 0 });
  return response;

  async function backPath(): Promise<string> {
    try {
      const sealed = request.cookies.get(consentCookie().name)?.value;
      const { back } = await finishConsent(context, {
        code: answer.get("code") ?? undefined,
        state: answer.get("state") ?? undefined,
        error: answer.get("error") ?? undefined,
        sealed,
      });
      await resumeEvents(context, context.actor.personId);
      return back;
    } catch (error) {
      if (!(error instanceof DomainError || error instanceof CalendarError)) throw error;
      // A word, not a sentence: the address could be anybody's making.
      const problem = error instanceof DomainError ? error.detail : "no_answer";
      return `/settings/calendar?${new URLSearchParams({ problem: String(problem) })}`;
    }
  }
}
