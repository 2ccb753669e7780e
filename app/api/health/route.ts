/** This process is alive. Asks nobody else: a database that is away is no reason to restart it. */
export const dynamic = "force-dynamic";

export const GET = (): Response =>
  Response.json({ status: "alive" }, { headers: { "cache-control": "no-store" } });
