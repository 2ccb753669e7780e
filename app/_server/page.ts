import { notFound } from "next/navigation";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** Runs a use case for a page: what does not exist for the actor, or an address that names nothing, is the 404 page. */
export async function load<I, T>(
  perform: (context: Context, input: I) => Promise<T>,
  context: Context,
  input: I,
): Promise<T> {
  try {
    return await perform(context, input);
  } catch (error) {
    if (error instanceof DomainError && (error.code === "not_found" || error.code === "invalid")) notFound();
    throw error;
  }
}
