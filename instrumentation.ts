/** Runs once when the web server starts: migrations, then the worker, unless it runs apart. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startWeb } = await import("./lib/jobs/start-web");
  await startWeb();
}
