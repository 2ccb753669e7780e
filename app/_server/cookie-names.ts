import { isHttpsUrl } from "./content-security";

/**
 * Under https every cookie of ours is `__Host-`: no other host, no http answer and no path can set or shadow it
 * (RFC 6265bis, 4.1.3.2). Browsers refuse such a name over http, so that on one machine the names are plain.
 */
export const cookieName = (plain: string, isHttps: boolean): string => (isHttps ? `__Host-${plain}` : plain);

export const servedByHttps = (): boolean => isHttpsUrl(process.env.AUTH_URL);

/** Not for scripts, not for other sites' requests, but there when Google sends the browser back. */
export const cookieOptions = (isHttps: boolean) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isHttps }) as const;

const LIBRARY_COOKIES = {
  sessionToken: "authjs.session-token",
  callbackUrl: "authjs.callback-url",
  csrfToken: "authjs.csrf-token",
  pkceCodeVerifier: "authjs.pkce.code_verifier",
  state: "authjs.state",
  nonce: "authjs.nonce",
} as const;

/** The sign-in library's cookies, all of them in the same way; some of its own names and options are weaker. */
export const signInCookies = (isHttps: boolean) =>
  Object.fromEntries(
    Object.entries(LIBRARY_COOKIES).map(([key, plain]) => [
      key,
      { name: cookieName(plain, isHttps), options: cookieOptions(isHttps) },
    ]),
  );

/** The cookie that says who is signed in. */
export const signedInCookie = (isHttps: boolean): string => cookieName(LIBRARY_COOKIES.sessionToken, isHttps);
