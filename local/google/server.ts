import type { AddressInfo } from "node:net";
import { type HttpBindings, serve } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import type { EpochMs } from "@/lib/time/instant";
import { authorizeRoutes } from "./authorize";
import { calendarListRoutes } from "./calendar-list";
import { calendarPageRoutes } from "./calendar-page";
import { channelRoutes } from "./channels";
import { LocalGoogle } from "./control";
import { controlRoutes } from "./control-routes";
import { eventRoutes } from "./events";
import { Faults } from "./faults";
import { fontRoutes } from "./font";
import { freeBusyRoutes } from "./free-busy";
import { oauthRoutes } from "./oauth";
import { Push } from "./push";
import { Quotas } from "./quotas";
import { calendarErrorBody, OAuthRefusal, Refusal } from "./refusal";
import { emptyState, loadState, StateFile } from "./state";
import type { Client } from "./tokens";
import { troublePageRoutes } from "./trouble-page";
import { World } from "./world";

export type LocalGoogleOptions = {
  /** 0 or none takes a free one. */
  port?: number;
  host?: "127.0.0.1";
  /** Where people, events and tokens are kept between runs; in memory only without it. */
  stateFile?: string;
  clientId: string;
  clientSecret: string;
  /** Exact addresses a code may be sent to; without it, any http address of this machine. */
  redirectUris?: readonly string[];
  now?: () => EpochMs;
};

export type RunningGoogle = { baseUrl: string; control: LocalGoogle; close(): Promise<void> };

/**
 * A stand-in for Google's OAuth and Calendar v3, for this machine only: it can only be reached over loopback.
 * @throws {Error} if the port is taken, or the state file is not one
 */
export async function startLocalGoogle(options: LocalGoogleOptions): Promise<RunningGoogle> {
  const { port = 0, host = "127.0.0.1", stateFile, now = Date.now } = options;
  const file = stateFile ? new StateFile(stateFile, () => world.state) : undefined;
  const world = new World(stateFile ? loadState(stateFile) : emptyState(), now, () => file?.changed());
  const faults = new Faults();
  const push = new Push(world);
  const quotas = new Quotas(world);
  const control = new LocalGoogle({ world, faults, push, quotas });
  const client = { id: options.clientId, secret: options.clientSecret, redirectUris: options.redirectUris };

  let baseUrl = "";
  const app = appOf({ world, faults, push, quotas, control }, client, () => baseUrl);
  const server = await listen(app, host, port);
  baseUrl = `http://${host}:${(server.address() as AddressInfo).port}`;

  return {
    baseUrl,
    control,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await push.close();
      await file?.flush();
    },
  };
}

type Parts = { world: World; faults: Faults; push: Push; quotas: Quotas; control: LocalGoogle };

function appOf({ world, faults, push, quotas, control }: Parts, client: Client, baseUrl: () => string) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(onlyOwnPages);
  app.route("/__local", controlRoutes(control));
  app.route("/", fontRoutes());
  app.route("/", calendarPageRoutes(world, control));
  app.route("/", troublePageRoutes(control));
  app.use(faults.middleware(world));
  app.route("/", oauthRoutes(world, client, baseUrl));
  app.route("/", authorizeRoutes(world, client));
  app.use("/calendar/*", quotas.middleware());
  app.route("/calendar/v3", calendarListRoutes(world));
  app.route("/calendar/v3", freeBusyRoutes(world));
  app.route("/calendar/v3", eventRoutes(world));
  app.route("/calendar/v3", channelRoutes(world, push));
  app.notFound((c) => c.json(calendarErrorBody(404, "notFound", "Not Found"), 404));
  app.onError((error, c) => {
    if (error instanceof OAuthRefusal) return c.json(error.body(), error.status);
    if (error instanceof Refusal) return c.json(error.body(), error.status as 400);
    console.error(error);
    return c.json(calendarErrorBody(500, "backendError", "Backend Error"), 500);
  });
  return app;
}

/** A page of another site, open in the same browser, moves no event and switches nothing on. */
const onlyOwnPages: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header("origin");
  const isForeign = origin !== undefined && URL.parse(origin)?.host !== c.req.header("host");
  if (c.req.method === "POST" && isForeign) return c.text("Only pages of this stand-in may do that.", 403);
  return next();
};

type Server = ReturnType<typeof serve>;

function listen(app: ReturnType<typeof appOf>, hostname: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server: Server = serve({ fetch: app.fetch, hostname, port }, () => resolve(server));
    server.once("error", reject);
  });
}
