import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";
import { enterLogContext } from "@/lib/log-context";
import { metrics } from "@/lib/metrics";
import { clientAddress } from "@/lib/people/address";
import { ADDRESS_HEADER } from "./address-header";
import { METHOD_HEADER, METHODS } from "./method-header";
import { REQUEST_ID_HEADER } from "./request-id";
import { builtRoutes, routeNamer } from "./route-names";

/** Most time for requests under way to get their answer when the process is asked to stop. */
const STOP_MS = 20_000;
const LOOK_MS = 50;
/** A request may be on its way through a connection that was made, or kept, a moment before: it gets its answer too. */
const LAST_WORDS_MS = 500;

/**
 * Whoever sends slowly, or begins and never ends, holds a connection and nothing else, and not for long: Node looks every
 * 30 s who has taken longer than this.
 */
const SLOW = { headMs: 20_000, wholeMs: 60_000 };

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };

/**
 * Sees every request of this process's HTTP servers from the first to the last byte; the framework owns the servers and
 * hands them to nobody. Gives each request an id, whatever the client says its id is, and logs how those of the API and
 * of forms ended.
 */
export function watchRequests({ proxies = 0, slow = SLOW } = {}): {
  stop(): Promise<void>;
} {
  const servers = new Set<Server>();
  const underWay = new Set<ServerResponse>();
  const nameOf = routeNamer(builtRoutes());
  let isStopping = false;

  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as Started;
    const id = randomUUID();
    request.headers[REQUEST_ID_HEADER] = id;
    const ends = [logEnd(request, response, nameOf), countEnd(request, response, nameOf)];
    passOddMethod(request);
    enterLogContext({ request: id });
    const forwarded = request.headers["x-forwarded-for"] as string | undefined;
    request.headers[ADDRESS_HEADER] = clientAddress(request.socket.remoteAddress, forwarded, proxies);
    servers.add(server);
    server.headersTimeout = slow.headMs;
    server.requestTimeout = slow.wholeMs;
    underWay.add(response);
    if (isStopping) response.shouldKeepAlive = false;
    response.once("close", () => {
      underWay.delete(response);
      for (const end of ends) end();
    });
  });

  return {
    stop: async () => {
      isStopping = true;
      for (const response of underWay) response.shouldKeepAlive = false;
      await Promise.all([...servers].map((server) => closed(server)));
    },
  };
}

/** See `METHOD_HEADER`. */
function passOddMethod(request: IncomingMessage): void {
  delete request.headers[METHOD_HEADER];
  const { method = "GET" } = request;
  if (METHODS.includes(method)) return;
  request.headers[METHOD_HEADER] = method;
  request.method = "GET";
}

/**
 * Takes no more connections, and ends when the last answer is out. Connections without a request go soon: not at once,
 * as HTTP's own `close` would have it, which breaks those whose request comes in this very moment.
 */
async function closed(server: Server): Promise<void> {
  // Whoever is knocking already is let in first; the two turns are the one under way and the one that asks who knocks.
  await nextTurn();
  await nextTurn();
  const ended = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
  const deadline = performance.now() + STOP_MS;
  await Promise.race([ended, sleep(LAST_WORDS_MS)]);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && performance.now() < deadline) {
    server.closeIdleConnections();
    await Promise.race([ended, sleep(LOOK_MS)]);
  }
  if (!isOver) server.closeAllConnections();
}

/** One line for each request of the API and each form sent; what only asks whether we live is not worth one. */
function logEnd(
  request: IncomingMessage,
  response: ServerResponse,
  nameOf: (pathname: string) => string,
): () => void {
  const started = performance.now();
  const { method } = request;
  const pathname = (request.url ?? "/").split("?", 1)[0] as string;
  const isAction = request.headers["next-action"] !== undefined;
  if (!isAction && !pathname.startsWith("/api/")) return () => {};
  return () => {
    const line = {
      method,
      route: nameOf(pathname),
      ...(isAction ? { action: true } : {}),
      status: response.statusCode,
      ms: Math.round(performance.now() - started),
      ...(response.writableFinished ? {} : { cut: true }),
    };
    const level = /^\/api\/(health|ready)$/.test(pathname) && response.statusCode < 400 ? "debug" : "info";
    log()[level](line, "request");
  };
}

/** What kind of work an answer is: people wait for pages, actions and the API differently, and for probes nobody does. */
function classOf(request: IncomingMessage, pathname: string): string {
  if (request.headers["next-action"] !== undefined) return "action";
  if (/^\/(_next\/|icon)/.test(pathname)) return "asset";
  if (/^\/api\/(health|ready|metrics)$/.test(pathname)) return "probe";
  if (pathname.startsWith("/api/auth/")) return "sign-in";
  return pathname.startsWith("/api/") ? "api" : "page";
}

function countEnd(
  request: IncomingMessage,
  response: ServerResponse,
  nameOf: (pathname: string) => string,
): () => void {
  const { requests, requestSeconds, requestsNow } = metrics();
  const started = performance.now();
  const pathname = (request.url ?? "/").split("?", 1)[0] as string;
  const kind = classOf(request, pathname);
  requestsNow.inc();
  return () => {
    requestsNow.dec();
    const status = response.writableFinished ? String(response.statusCode) : "cut";
    requests.inc({ route: kind === "asset" ? "assets" : nameOf(pathname), status });
    requestSeconds.observe({ class: kind }, (performance.now() - started) / 1_000);
  };
}
