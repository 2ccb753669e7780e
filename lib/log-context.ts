import { AsyncLocalStorage } from "node:async_hooks";

/** What every line that is logged meanwhile carries: the request or the job that it belongs to. */
export type LogContext = { readonly request?: string; readonly job?: string; readonly jobId?: string };

/** A build holds this file several times (start-up, pages, route handlers, proxy); the context has to be one all the same. */
const KEY = Symbol.for("deskside.log-context");
const holder = globalThis as { [KEY]?: AsyncLocalStorage<LogContext> };
holder[KEY] ??= new AsyncLocalStorage<LogContext>();
const storage = holder[KEY];

export const logContext = (): LogContext => storage.getStore() ?? {};

export const inLogContext = <T>(context: LogContext, run: () => T): T => storage.run(context, run);

/** For everything that the current turn of the event loop goes on to start. */
export const enterLogContext = (context: LogContext): void => storage.enterWith(context);
