"use server";

import { contextFor } from "@/lib/context";
import { signOutEverywhere as endEverySignIn } from "@/lib/people/sign-in";
import { currentActor } from "./actor";
import { addressOfRequest } from "./address-of-request";
import { signOut } from "./auth";

export async function signOutHere(): Promise<void> {
  await signOut({ redirectTo: "/sign-in" });
}

/** On every device; this one's cookie goes too. Clicked twice, or signed out elsewhere meanwhile, it only leads away. */
export async function signOutEverywhere(): Promise<void> {
  const actor = await currentActor();
  if (actor) await endEverySignIn(contextFor(actor, await addressOfRequest()));
  await signOut({ redirectTo: "/sign-in" });
}
