import { NextRequest } from "next/server";
import { jobContext } from "@/lib/context";
import { endSignIn } from "@/lib/people/sign-in";
import { ADDRESS_HEADER } from "./address-header";
import { servedByHttps, signedInCookie } from "./cookie-names";

/**
 * Coming back from Google begins a sign-in of its own, whoever was signed in before: the library would keep their cookie
 * and hang the other Google account on the person it names. The sign-in before ends with the new one.
 */
export async function signedInAnew(
  request: NextRequest,
  answer: (request: NextRequest) => Promise<Response>,
): Promise<Response> {
  const name = signedInCookie(servedByHttps());
  const before = request.cookies.get(name)?.value;
  if (before === undefined || !request.nextUrl.pathname.startsWith("/api/auth/callback/"))
    return answer(request);
  const headers = new Headers(request.headers);
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  headers.set("cookie", cookies.filter((cookie) => !cookie.startsWith(`${name}=`)).join("; "));
  const response = await answer(new NextRequest(request.url, { method: request.method, headers }));
  const isSignedIn = response.headers.getSetCookie().some((cookie) => cookie.startsWith(`${name}=`));
  const address = request.headers.get(ADDRESS_HEADER) ?? undefined;
  if (isSignedIn) await endSignIn({ ...jobContext(), address }, before);
  return response;
}
