import { type NextRequest, NextResponse } from "next/server";
import { pageContext } from "@/app/_server/actor";
import { beginConsent, CONSENT_LASTS_MS } from "@/lib/calendar/begin-consent";
import { consentCookie } from "../consent-cookie";

/** Sends the browser to Google's consent page. */
export async function GET(request: NextRequest): Promise<Response> {
  const context = await pageContext({ welcomed: false });
  const { url, sealed } = await beginConsent(context, {
    back: request.nextUrl.searchParams.get("back") ?? undefined,
  });
  const response = NextResponse.redirect(url);
  response.cookies.set({
    ...consentCookie(),
    value: sealed,
    maxAge: CONSENT_LASTS_MS / 1_000,
  });
  return response;
}
