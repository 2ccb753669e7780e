import { revalidatePath } from "next/cache";
import type { Action } from "@/components/ui/action";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { metrics } from "@/lib/metrics";
import { requestContext } from "./actor";

/**
 * A use case as a server action: a refusal becomes a value that the form shows beside its fields; a bug still throws.
 * @param after Runs once it is done, to redirect for instance.
 */
export function action<T>(
  perform: (context: Context, input: unknown) => Promise<T>,
  after?: (result: T) => void | Promise<void>,
): Action<T> {
  return async (input) => {
    let value: T;
    try {
      value = await perform(await requestContext(), input);
    } catch (error) {
      metrics().refusals.inc({ code: error instanceof DomainError ? error.code : "fault" });
      if (!(error instanceof DomainError)) throw error;
      return {
        ok: false,
        code: error.code,
        message: error.message,
        fields: error.fields,
        detail: error.detail,
      };
    }
    revalidatePath("/", "layout");
    await after?.(value);
    return { ok: true, value };
  };
}
