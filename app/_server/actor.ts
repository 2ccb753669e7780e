import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, type Context, contextFor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { addressOfRequest } from "./address-of-request";
import { auth } from "./auth";
import { PATH_HEADER } from "./path-header";

/** Who is signed in, read once a request. */
export const currentActor = cache(async (): Promise<Actor | undefined> => {
  const signedIn = (await auth()) as unknown as { actor?: Actor } | null;
  return signedIn?.actor?.personId ? signedIn.actor : undefined;
});

/** For actions and route handlers. @throws {DomainError} `signed_out` */
export async function requestContext(): Promise<Context> {
  const actor = await currentActor();
  if (!actor)
    throw new DomainError("signed_out", "You are signed out. Sign in again; what you typed is still here.");
  return contextFor(actor, await addressOfRequest());
}

/** For pages: whoever is signed out goes to sign in, whoever is new to the welcome page. */
export async function pageContext({ welcomed = true }: { welcomed?: boolean } = {}): Promise<Context> {
  const actor = await currentActor();
  if (!actor) redirect(await signInPath());
  if (welcomed && !actor.isOnboarded) redirect("/welcome");
  return contextFor(actor, await addressOfRequest());
}

/** The sign-in page, which leads back to the page that was asked for. */
async function signInPath(): Promise<string> {
  const asked = (await headers()).get(PATH_HEADER) ?? "/";
  return asked === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ callbackUrl: asked })}`;
}
