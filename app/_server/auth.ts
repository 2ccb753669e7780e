import NextAuth from "next-auth";
import Google from "next-auth/providers/google";
import { googleIssuer } from "@/lib/calendar/google";
import { config } from "@/lib/config";
import { type Actor, jobContext } from "@/lib/context";
import { describeError, log } from "@/lib/log";
import { maySignIn, personForSignIn } from "@/lib/people/sign-in";
import { adapter } from "./adapter";

const SIGNED_IN_S = 30 * 86_400;
const PROLONG_AFTER_S = 86_400;

/**
 * Signing in with Google. Configured when first used, so that a build needs no secrets.
 * Identity comes from the provider alone: nothing that a browser sends to the update endpoint is read.
 */
export const { handlers, auth, signIn, signOut } = NextAuth(() => ({
  adapter,
  secret: config().AUTH_SECRET,
  trustHost: true,
  session: { strategy: "database" as const, maxAge: SIGNED_IN_S, updateAge: PROLONG_AFTER_S },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Google({
      clientId: config().GOOGLE_CLIENT_ID,
      clientSecret: config().GOOGLE_CLIENT_SECRET,
      issuer: googleIssuer({ baseUrl: config().GOOGLE_BASE_URL }),
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: "openid email profile", prompt: "select_account" } },
      // Safe because `signIn` below lets in verified addresses of allowed domains only.
      allowDangerousEmailAccountLinking: true,
    }),
  ],
  callbacks: {
    async signIn({ account, profile }) {
      if (account?.provider !== "google" || typeof profile?.email !== "string") return false;
      return maySignIn(jobContext(), {
        sub: account.providerAccountId,
        email: profile.email,
        emailVerified: profile.email_verified === true,
        name: profile.name ?? profile.email,
      });
    },
    // Only picked fields leave: the argument carries the cookie's secret.
    session({ session, user }) {
      return {
        expires: session.expires,
        actor: (user as unknown as { actor: Actor }).actor,
      } as unknown as typeof session;
    },
  },
  events: {
    async signIn({ profile }) {
      if (typeof profile?.email !== "string") return;
      await personForSignIn(jobContext(), {
        email: profile.email,
        name: profile.name ?? profile.email,
        image: profile.picture,
      });
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
