"use server";

import { redirect } from "next/navigation";
import { addressOfRequest } from "@/app/_server/address-of-request";
import { signIn } from "@/app/_server/auth";
import { ownPath } from "@/app/_server/own-path";
import { jobContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { countOneFrom } from "@/lib/people/limits";

/** Sends the browser to Google, and from there to the page it wanted. */
export async function signInWithGoogle(form: unknown): Promise<void> {
  const asked = form instanceof FormData ? form.get("callbackUrl") : undefined;
  try {
    await countOneFrom({ ...jobContext(), address: await addressOfRequest() }, "sign_in");
  } catch (error) {
    if (error instanceof DomainError) redirect("/sign-in?error=TooMany");
    throw error;
  }
  await signIn("google", { redirectTo: ownPath(asked) });
}
