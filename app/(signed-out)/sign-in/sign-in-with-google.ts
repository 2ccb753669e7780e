"use server";

import { signIn } from "@/app/_server/auth";
import { ownPath } from "./own-path";

/** Sends the browser to Google, and from there to the page it wanted. */
export async function signInWithGoogle(form: unknown): Promise<void> {
  const asked = form instanceof FormData ? form.get("callbackUrl") : undefined;
  await signIn("google", { redirectTo: ownPath(asked) });
}
