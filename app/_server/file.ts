import type { NextRequest } from "next/server";
import type { Context } from "@/lib/context";
import { requestContext } from "./actor";
import { problem } from "./problem";

/** A use case whose answer is a file to keep. Its input is the query; a refusal is problem details (RFC 9457). */
export function file(
  type: "application/json" | "text/csv",
  perform: (context: Context, input: unknown) => Promise<{ name: string; text: string }>,
) {
  return async (request: NextRequest): Promise<Response> => {
    try {
      const input = Object.fromEntries(request.nextUrl.searchParams);
      const { name, text } = await perform(await requestContext(), input);
      return new Response(text, {
        headers: {
          "content-type": `${type}; charset=utf-8`,
          "content-disposition": `attachment; filename="${name}"`,
          "cache-control": "no-store",
        },
      });
    } catch (error) {
      return problem(error);
    }
  };
}
