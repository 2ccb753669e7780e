import { type NextRequest, NextResponse } from "next/server";
import { DATA_POLICY, FIXED_HEADERS, HSTS, pagePolicy, placeOf } from "./app/_server/content-security";
import { METHOD_HEADER, METHODS } from "./app/_server/method-header";
import { isFromOtherSite, saysWhereFrom } from "./app/_server/other-sites";
import { PATH_HEADER } from "./app/_server/path-header";
import { problemDetails } from "./app/_server/problem-details";
import { REQUEST_ID_HEADER } from "./app/_server/request-id";
import { logContext } from "./lib/log-context";

const POLICY_HEADER = "content-security-policy";

/**
 * Tells pages which address was asked for, so that signing in can lead back to it, under which id the log has the
 * request, and by which nonce their scripts may run; and tells browsers what they may do with the answer. Who may do
 * what is not decided here.
 */
export function proxy(request: NextRequest): Response {
  const place = placeOf(process.env);
  const { pathname, search } = request.nextUrl;
  const isData = pathname.startsWith("/api/");
  const policy = isData ? DATA_POLICY : pagePolicy(newNonce(), place);
  const id = logContext().request ?? crypto.randomUUID();

  const response =
    refusal(request) ??
    NextResponse.next({ request: { headers: told(request, { path: pathname + search, id, policy }) } });
  for (const [name, value] of Object.entries(FIXED_HEADERS)) response.headers.set(name, value);
  response.headers.set(POLICY_HEADER, policy);
  if (place.isHttps) response.headers.set("strict-transport-security", HSTS);
  response.headers.set(REQUEST_ID_HEADER, id);
  return response;
}

/** What the framework would take, or call a fault of ours. Route handlers and the framework's actions look again. */
function refusal({ headers, method, nextUrl: { pathname } }: NextRequest): Response | undefined {
  const isData = pathname.startsWith("/api/");
  // `%` signs that make no UTF-8 name nothing.
  if (!isReadable(pathname)) return refused(400, "invalid", "This is no address.");
  if (headers.has(METHOD_HEADER)) {
    const allow = isData ? METHODS : ["GET", "HEAD", "POST"];
    return refused(405, "invalid", "Nothing here answers this method.", { allow: allow.join(", ") });
  }
  if (["GET", "HEAD", "OPTIONS"].includes(method)) return undefined;
  // Forms are sent by browsers alone; the API also answers programs.
  if (isFromOtherSite(headers) || (!isData && !saysWhereFrom(headers)))
    return refused(403, "forbidden", "This was sent from another site.");
  return undefined;
}

const refused = (status: number, code: string, title: string, headers?: Record<string, string>) =>
  problemDetails(status, { code, title }, headers);

/** What the app is told of a request; whatever a browser says under these names is overwritten. */
function told(
  request: NextRequest,
  { path, id, policy }: { path: string; id: string; policy: string },
): Headers {
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, path);
  headers.set(REQUEST_ID_HEADER, id);
  // The framework takes the nonce for its scripts from here.
  headers.set(POLICY_HEADER, policy);
  headers.delete(`${POLICY_HEADER}-report-only`);
  return headers;
}

const newNonce = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

export const config = { matcher: "/((?!_next/|icon).*)" };
