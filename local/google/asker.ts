import type { Context } from "hono";
import { Refusal } from "./refusal";
import { CALLS, type Call, OWNED_ONLY } from "./scopes";
import type { Calendar } from "./state";
import type { World } from "./world";

/** Whoever an access token stands for, and what it allows. */
export type Asker = { email: string; scopes: string[] };

/** @throws {Refusal} 401 `authError` */
export function askerOf(world: World, c: Context): Asker {
  const token = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  const known = token === undefined ? undefined : world.state.accessTokens[token];
  if (known && known.expiresAt > world.now()) return known;
  throw new Refusal(401, "authError", "Invalid Credentials", {
    location: "Authorization",
    locationType: "header",
  });
}

/** @throws {Refusal} 401 `authError`, 403 `insufficientPermissions` */
export function askerFor(world: World, c: Context, call: Call): Asker {
  const asker = askerOf(world, c);
  if (!CALLS[call].some((scope) => asker.scopes.includes(scope))) throw insufficient();
  return asker;
}

/**
 * The calendar in the path, if the asker may do this with it.
 * @throws {Refusal} 404 for what they cannot see, 403 for what they may only look at
 */
export function calendarFor(
  world: World,
  asker: Asker,
  id: string,
  call: "events.read" | "events.write" | "events.watch",
): Calendar {
  const calendar = world.calendar(id, asker.email);
  if (!calendar) throw new Refusal(404, "notFound", "Not Found");
  if (calendar.owner === asker.email) return calendar;
  if (!calendar.readers.includes(asker.email)) throw new Refusal(404, "notFound", "Not Found");
  if (call === "events.write") {
    throw new Refusal(403, "requiredAccessLevel", "You need to have writer access to this calendar.");
  }
  const granted = asker.scopes.filter((scope) => CALLS[call].includes(scope));
  if (granted.every((scope) => OWNED_ONLY.includes(scope))) throw insufficient();
  return calendar;
}

const insufficient = () =>
  new Refusal(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
