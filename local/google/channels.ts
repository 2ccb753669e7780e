import { createHash } from "node:crypto";
import { Hono } from "hono";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";
import { askerFor, calendarFor } from "./asker";
import { type Body, isObject } from "./event-input";
import { selectFields } from "./fields";
import { isLoopback, type Push } from "./push";
import { readJson } from "./read-json";
import { invalid, Refusal, required } from "./refusal";
import type { Channel } from "./state";
import type { World } from "./world";

const USUAL_LIFE_MS = 7 * DAY_MS;
const LONGEST_LIFE_MS = 30 * DAY_MS;

/**
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/watch
 * https://developers.google.com/workspace/calendar/api/v3/reference/channels/stop
 */
export function channelRoutes(world: World, push: Push): Hono {
  const app = new Hono();

  app.post("/calendars/:calendarId/events/watch", async (c) => {
    const asker = askerFor(world, c, "events.watch");
    const calendar = calendarFor(world, asker, c.req.param("calendarId"), "events.watch");
    const asked = askedFor(await readJson(c), world.now());
    const taken = world.state.channels[asked.id];
    if (taken && taken.expiration > world.now()) {
      throw new Refusal(400, "channelIdNotUnique", `Channel id ${asked.id} not unique`);
    }
    const { origin } = new URL(c.req.url);
    const channel: Channel = {
      ...asked,
      email: asker.email,
      calendarId: calendar.id,
      resourceId: resourceIdOf(calendar.id),
      resourceUri: `${origin}/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`,
      messages: 0,
    };
    world.state.channels[channel.id] = channel;
    push.sync(channel);
    return c.json(selectFields(resourceOf(channel), c.req.query("fields")) as object);
  });

  app.post("/channels/stop", async (c) => {
    const asker = askerFor(world, c, "channels.stop");
    const { id, resourceId } = await readJson(c);
    if (typeof id !== "string" || id === "") throw required("Missing channel id.");
    if (typeof resourceId !== "string" || resourceId === "") throw required("Missing resource id.");
    const channel = world.state.channels[id];
    const isTheirs = channel?.email === asker.email && channel.resourceId === resourceId;
    if (!isTheirs || channel.expiration <= world.now()) {
      throw new Refusal(404, "notFound", `Channel '${id}' not found for project`);
    }
    delete world.state.channels[id];
    world.onChange();
    return c.body(null, 204);
  });

  return app;
}

function askedFor(
  body: Body,
  now: EpochMs,
): Pick<Channel, "id" | "token" | "address"> & { expiration: EpochMs } {
  const { id, type, address, token } = body;
  if (typeof id !== "string" || id === "") throw required("Missing channel id.");
  if (!/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id)) throw invalid("Invalid channel id.");
  if (type !== "web_hook" && type !== "webhook") throw invalid("Invalid value for: type");
  if (typeof address !== "string" || address === "") throw required("Missing channel address.");
  if (token !== undefined && token !== null && (typeof token !== "string" || token.length > 256)) {
    throw invalid("Invalid channel token.");
  }
  refuseUnsafe(address);
  return {
    id,
    address,
    token: typeof token === "string" ? token : undefined,
    expiration: expirationOf(body, now),
  };
}

/** Plain http is good enough on this machine, where no certificate can be had. */
function refuseUnsafe(address: string): void {
  const url = URL.parse(address);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url))) return;
  throw new Refusal(400, "push.webhookUrlNotHttps", `WebHook callback must be HTTPS: ${address}`);
}

/** What was asked for, or the usual, never longer than Google keeps one: the more restrictive value counts. */
function expirationOf({ expiration, params }: Body, now: EpochMs): EpochMs {
  const wanted: EpochMs[] = [];
  if (expiration !== undefined && expiration !== null) wanted.push(Number(expiration));
  const ttlS = isObject(params) ? params.ttl : undefined;
  if (ttlS !== undefined && ttlS !== null) wanted.push(now + Number(ttlS) * 1000);
  if (wanted.length === 0) wanted.push(now + USUAL_LIFE_MS);
  const end = Math.min(...wanted, now + LONGEST_LIFE_MS);
  if (!Number.isInteger(end) || end <= now) throw invalid("Invalid channel expiration.");
  return end;
}

/** Opaque, and the same for the same calendar for ever. */
const resourceIdOf = (calendarId: string) =>
  createHash("sha256").update(`${calendarId}/events`).digest("base64url").slice(0, 27);

const resourceOf = ({ id, resourceId, resourceUri, token, expiration }: Channel) => ({
  kind: "api#channel",
  id,
  resourceId,
  resourceUri,
  token,
  expiration: String(expiration),
});
