"use server";

import { signOutEverywhere as endEverySignIn } from "@/lib/people/sign-in";
import { requestContext } from "./actor";
import { signOut } from "./auth";

export async function signOutHere(): Promise<void> {
  await signOut({ redirectTo: "/sign-in" });
}

/** On every device; this one's cookie goes too. */
export async function signOutEverywhere(): Promise<void> {
  await endEverySignIn(await requestContext());
  await signOut({ redirectTo: "/sign-in" });
}
