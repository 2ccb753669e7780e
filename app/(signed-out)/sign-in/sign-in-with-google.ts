"use server";

import { signIn } from "@/app/_server/auth";
import { ownPath } from "./own-path";

/** Sends the browser to Google, and from there to the page it wanted. */
export async function signInWithGoogle(form: FormData): Promise<void> {
  await signIn("google", { redirectTo: ownPath(form.get("callbackUrl")) });
}
