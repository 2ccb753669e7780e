/**
 * What a browser may do with an answer of ours. Set by the proxy on everything that is made for a request; files of the
 * build get theirs in `next.config.ts`. Why each is as it is: docs/decisions/0018.
 */
type Place = {
  /** People reach this server by https. */
  isHttps: boolean;
  /** Where the sign-in form ends up: a form that is redirected there counts as sent there. */
  googleOrigin: string;
  /** `next dev` evaluates code, writes style elements and talks over a socket. */
  isDevelopment: boolean;
};

/** From the environment and not from the configuration: the proxy answers even where that is not whole. */
export function placeOf(env: Record<string, string | undefined>): Place {
  const google = env.GOOGLE_BASE_URL || "https://accounts.google.com";
  return {
    isHttps: isHttpsUrl(env.AUTH_URL),
    googleOrigin: URL.canParse(google) ? new URL(google).origin : "",
    isDevelopment: env.NODE_ENV === "development",
  };
}

export const isHttpsUrl = (address: string | undefined): boolean => (address ?? "").startsWith("https://");

/** Scripts run by this request's nonce alone, and load what they need (`strict-dynamic`). */
export function pagePolicy(nonce: string, { isHttps, googleOrigin, isDevelopment }: Place): string {
  return policy({
    "default-src": ["'none'"],
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    // Lengths and places on the week grid are style attributes; an attribute can neither run nor select anything.
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...(isDevelopment ? ["ws:"] : [])],
    "manifest-src": ["'self'"],
    "form-action": ["'self'", ...(googleOrigin === "" ? [] : [googleOrigin])],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    ...(isHttps ? { "upgrade-insecure-requests": [] } : {}),
  });
}

/** Of data: JSON, calendars, CSV. Opened as a page, it does nothing. */
export const DATA_POLICY = policy({
  "default-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
});

/** The same for every answer. */
export const FIXED_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  // Not `no-referrer`, with which browsers call the origin of our own forms `null`.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": ["accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope"]
    .concat(["magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "usb"])
    .map((feature) => `${feature}=()`)
    .join(", "),
  // For browsers that do not know `frame-ancestors`.
  "x-frame-options": "DENY",
};

/** A year. Without subdomains: those of the address may belong to others. */
export const HSTS = "max-age=31536000";

function policy(directives: Record<string, readonly string[]>): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
