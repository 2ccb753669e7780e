import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "./app/_server/path-header";
import { REQUEST_ID_HEADER } from "./app/_server/request-id";
import { logContext } from "./lib/log-context";

/**
 * Tells pages which address was asked for, so that signing in can lead back to it, and whoever asked under which id the
 * log has their request. An address whose `%` signs make no
 * UTF-8 names nothing, and is refused here because the framework would call it a fault of ours.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isReadable(request.nextUrl.pathname)) return new NextResponse("This is no address.", { status: 400 });
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const id = logContext().request ?? crypto.randomUUID();
  headers.set(REQUEST_ID_HEADER, id);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(REQUEST_ID_HEADER, id);
  return response;
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

export const config = { matcher: "/((?!_next/|icon).*)" };
