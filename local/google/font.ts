import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";

/** The typeface of the app itself, from its package, so that the pages here look related and need no network. */
export function fontRoutes(): Hono {
  const app = new Hono();
  const geist = dirname(createRequire(import.meta.url).resolve("geist/font/sans"));
  app.get("/geist.woff2", (c) => {
    c.header("cache-control", "public, max-age=86400");
    c.header("content-type", "font/woff2");
    return c.body(readFileSync(join(geist, "fonts/geist-sans/Geist-Variable.woff2")));
  });
  return app;
}
