import type { NextRequest } from "next/server";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { requestContext } from "./actor";
import { limitedText } from "./body";
import { isFromOtherSite } from "./other-sites";
import { problem, UnreadableBody } from "./problem";

type Params = { params: Promise<Record<string, string>> };

/**
 * A use case as a route handler. Its input is the query, the JSON body and the path's parameters, later ones winning.
 * Answers JSON; a refusal is problem details (RFC 9457).
 */
export function route<T>(
  perform: (context: Context, input: unknown) => Promise<T>,
  { status = 200 }: { status?: number } = {},
) {
  return async (request: NextRequest, { params }: Params): Promise<Response> => {
    try {
      const context = await requestContext();
      const input = { ...queryOf(request), ...(await bodyOf(request)), ...(await params) };
      return Response.json(await perform(context, input), {
        status,
        headers: { "cache-control": "no-store" },
      });
    } catch (error) {
      return problem(error);
    }
  };
}

function queryOf(request: NextRequest): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(request.nextUrl.searchParams.keys())) {
    const values = request.nextUrl.searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] as string) : values;
  }
  return query;
}

async function bodyOf(request: NextRequest): Promise<object> {
  if (request.method === "GET" || request.method === "HEAD") return {};
  if (isFromOtherSite(request.headers))
    throw new DomainError("forbidden", "This was sent from another site.");
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
    throw new UnreadableBody(415, "The body has to be JSON.");
  const text = await limitedText(request);
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || Array.isArray(body))
      throw new UnreadableBody(400, "The body has to be a JSON object.");
    return body;
  } catch (error) {
    throw error instanceof UnreadableBody ? error : new UnreadableBody(400, "The body is not JSON.");
  }
}
