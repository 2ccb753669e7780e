/**
 * Whether a request that changes something may come from a page of another site. Cookies travel with those, and browsers
 * say where they come from: `Origin` with everything that is not GET or HEAD, `Sec-Fetch-Site` besides (Fetch, 3.1 and
 * Fetch Metadata, 2.2). An origin of `null` is a page that hides where it is from.
 */
export function isFromOtherSite(headers: Headers): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  const isOurs = origin === null || (URL.canParse(origin) && new URL(origin).host === host);
  return !isOurs || (site !== null && site !== "same-origin" && site !== "none");
}

/** Whether anything says where it comes from. Every browser does; a program need not, and has nobody's cookies. */
export const saysWhereFrom = (headers: Headers): boolean =>
  headers.has("origin") || headers.has("sec-fetch-site");
