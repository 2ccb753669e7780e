import type { Context } from "hono";
import { invalid } from "./refusal";

/** One page of a list: `maxResults` bounds it, `pageToken` goes on where the last one ended. */
export function pageOf<T>(all: readonly T[], c: Context, { usual, most }: { usual: number; most: number }) {
  const asked = Number(c.req.query("maxResults") ?? usual);
  if (!Number.isInteger(asked) || asked < 1) throw invalid("Invalid value for: maxResults");
  const token = c.req.query("pageToken");
  const from = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(from) || from < 0) throw invalid("Invalid page token value.");
  const to = from + Math.min(asked, most);
  return {
    items: all.slice(from, to),
    nextPageToken: to < all.length ? Buffer.from(String(to)).toString("base64url") : undefined,
  };
}
