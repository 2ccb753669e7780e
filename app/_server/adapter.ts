import type { Adapter, AdapterUser } from "next-auth/adapters";
import { jobContext } from "@/lib/context";
import * as signIn from "@/lib/people/sign-in";
import * as store from "@/lib/people/store";
import { addressOfRequest } from "./address-of-request";

/**
 * Auth.js over our own tables. Google's tokens are dropped here: what the calendar needs is granted in a step of
 * its own and kept encrypted. The cookie's value is stored as a hash.
 */
export const adapter: Adapter = {
  async createUser(user) {
    return asAuthUser(await signIn.personForSignIn(jobContext(), { ...user, name: user.name ?? user.email }));
  },
  async getUser(id) {
    return asAuthUserOrNull(await store.personById(jobContext().db, id));
  },
  async getUserByEmail(email) {
    return asAuthUserOrNull(await store.personByEmail(jobContext().db, email));
  },
  async getUserByAccount({ providerAccountId }) {
    return asAuthUserOrNull(await signIn.personOfAccount(jobContext(), providerAccountId));
  },
  async updateUser(user) {
    return asAuthUserOrNull(await store.personById(jobContext().db, user.id)) as AdapterUser;
  },
  async linkAccount({ userId, providerAccountId }) {
    await signIn.linkAccount(jobContext(), userId, providerAccountId);
  },
  async createSession({ sessionToken, userId, expires }) {
    await signIn.startSignIn(await here(), sessionToken, userId, expires.getTime());
    return { sessionToken, userId, expires };
  },
  async getSessionAndUser(sessionToken) {
    const found = await signIn.actorOfSignIn(jobContext(), sessionToken);
    if (!found) return null;
    const { actor, expiresAt } = found;
    const user = { id: actor.personId, email: actor.email, name: actor.name, emailVerified: null, actor };
    return { session: { sessionToken, userId: actor.personId, expires: new Date(expiresAt) }, user };
  },
  async updateSession({ sessionToken, expires }) {
    if (expires) await signIn.prolongSignIn(jobContext(), sessionToken, expires.getTime());
    return null;
  },
  async deleteSession(sessionToken) {
    await signIn.endSignIn(await here(), sessionToken);
  },
};

/** With where the request under way comes from. */
const here = async () => ({ ...jobContext(), address: await addressOfRequest() });

type Person = NonNullable<Awaited<ReturnType<typeof store.personById>>>;

const asAuthUser = ({ id, email, name, image, emailVerified }: Person): AdapterUser => ({
  id,
  email,
  name,
  image,
  emailVerified,
});

const asAuthUserOrNull = (person: Person | undefined) => (person ? asAuthUser(person) : null);
