import type { Instrumentation } from "next";

/** Runs once when the web server starts: migrations, then the worker, unless it runs apart. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { watchRequests } = await import("./app/_server/watch-requests");
  const { startWeb } = await import("./lib/jobs/start-web");
  const { config } = await import("./lib/config");
  if (process.env.NODE_ENV === "production") {
    const { logFrameworkError } = await import("./app/_server/framework-errors");
    console.error = logFrameworkError;
  }
  await startWeb(watchRequests({ proxies: config().TRUSTED_PROXIES }).stop);
}

/** The reference that the error page shows is the `digest`. */
export const onRequestError: Instrumentation.onRequestError = async (error, _, { routePath, routeType }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { describeError, log } = await import("./lib/log");
  const { digest } = error as { digest?: string };
  log().error({ reference: digest, route: routePath, part: routeType, error: describeError(error) }, "fault");
};
