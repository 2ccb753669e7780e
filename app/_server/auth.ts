import NextAuth from "next-auth";
import Google from "next-auth/providers/google";
import { googleIssuer } from "@/lib/calendar/google";
import { config } from "@/lib/config";
import { type Actor, jobContext } from "@/lib/context";
import { describeError, log } from "@/lib/log";
import { renewPerson, signInRefusal } from "@/lib/people/sign-in";
import { adapter } from "./adapter";
import { isHttpsUrl } from "./content-security";
import { signInCookies } from "./cookie-names";
import { ownPath } from "./own-path";

const SIGNED_IN_S = 30 * 86_400;
const PROLONG_AFTER_S = 86_400;
const OTHER_ACCOUNT = "/sign-in?error=OAuthAccountNotLinked";

/**
 * Signing in with Google. Configured when first used, so that a build needs no secrets.
 * Identity comes from the provider alone: nothing that a browser sends to the update endpoint is read.
 */
export const { handlers, auth, signIn, signOut } = NextAuth(() => ({
  adapter,
  secret: config().AUTH_SECRET,
  trustHost: true,
  session: { strategy: "database" as const, maxAge: SIGNED_IN_S, updateAge: PROLONG_AFTER_S },
  useSecureCookies: isHttpsUrl(config().AUTH_URL),
  cookies: signInCookies(isHttpsUrl(config().AUTH_URL)),
  // All of them: the library's own pages bring inline styles.
  pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/", verifyRequest: "/sign-in" },
  providers: [
    Google({
      clientId: config().GOOGLE_CLIENT_ID,
      clientSecret: config().GOOGLE_CLIENT_SECRET,
      issuer: googleIssuer({ baseUrl: config().GOOGLE_BASE_URL }),
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: "openid email profile", prompt: "select_account" } },
      // For people whom the directory knows and who never signed in. `signIn` below lets in verified addresses of the
      // company's organisation only, and a person who has a Google account only with that one.
      allowDangerousEmailAccountLinking: true,
    }),
  ],
  callbacks: {
    async signIn({ account, profile }) {
      if (account?.provider !== "google" || typeof profile?.email !== "string") return false;
      const refusal = await signInRefusal(jobContext(), {
        sub: account.providerAccountId,
        email: profile.email,
        emailVerified: profile.email_verified === true,
        organisation: typeof profile.hd === "string" ? profile.hd : undefined,
      });
      if (refusal === "other_account") return OTHER_ACCOUNT;
      return refusal === undefined;
    },
    redirect: ({ url, baseUrl }) => new URL(url === OTHER_ACCOUNT ? url : ownPath(url), baseUrl).href,
    // Only picked fields leave: the argument carries the cookie's secret.
    session({ session, user }) {
      return {
        expires: session.expires,
        actor: (user as unknown as { actor: Actor }).actor,
      } as unknown as typeof session;
    },
  },
  events: {
    async signIn({ user, profile }) {
      if (typeof user.id !== "string" || typeof profile?.email !== "string") return;
      await renewPerson(jobContext(), user.id, { email: profile.email, image: profile.picture });
    },
  },
  logger: { error: logAuthError, warn() {}, debug() {} },
}));

/** A refused sign-in is an answer, not a fault; its page says why. */
function logAuthError(error: Error): void {
  // A build shortens the names of classes; the library's errors say their type besides.
  const type = (error as { type?: string }).type ?? error.name;
  if (type === "AccessDenied") return;
  log().error({ kind: type, error: describeError(error) }, "sign-in");
}
