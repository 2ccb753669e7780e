/**
 * Where to go after signing in: a path of our own, never another site's address.
 * What is missing, repeated or leads elsewhere becomes the home page.
 */
export function ownPath(asked: unknown): string {
  if (typeof asked !== "string") return "/";
  const here = "http://here.invalid";
  try {
    const address = new URL(asked, here);
    const path = `${address.pathname}${address.search}${address.hash}`;
    // An absolute address of this very site is what the sign-in library hands over; only its path is kept.
    // Of `x:javascript:…` the path is another address, and a browser reads `/\` as `//`.
    return /^\/(?![/\\])/.test(path) && !address.pathname.startsWith("/sign-in") ? path : "/";
  } catch {
    return "/";
  }
}
