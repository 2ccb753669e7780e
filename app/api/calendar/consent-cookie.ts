/** Lax, because the browser comes back from Google's site with it. */
export const CONSENT_COOKIE = {
  name: "deskside-consent",
  path: "/api/calendar",
  httpOnly: true,
  sameSite: "lax",
} as const;
