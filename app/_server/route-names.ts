import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

type Route = { readonly name: string; readonly matches: RegExp };

/** The build's list of its own routes, as file to address. */
const LIST = path.join(".next", "app-path-routes-manifest.json");

/**
 * Which route an address belongs to, as `/requests/[id]`: an address itself may hold a secret or what somebody typed.
 * @param names Routes as the framework writes them, `[x]` for one part, `[...x]` for the rest.
 */
export function routeNamer(names: readonly string[]): (pathname: string) => string {
  const routes = names.toSorted(byFewestBlanks).map((name): Route => ({ name, matches: patternOf(name) }));
  return (pathname) => routes.find(({ matches }) => matches.test(pathname))?.name ?? "unknown";
}

/** The routes of this build; none while developing. */
export function builtRoutes(): string[] {
  if (!existsSync(LIST)) return [];
  return Object.values(JSON.parse(readFileSync(LIST, "utf8")) as Record<string, string>);
}

/** `/requests/new` before `/requests/[id]`. */
const byFewestBlanks = (a: string, b: string) => a.split("[").length - b.split("[").length;

const patternOf = (name: string) =>
  new RegExp(
    `^${name
      .split("/")
      .map((part) =>
        part.startsWith("[...")
          ? ".+"
          : part.startsWith("[")
            ? "[^/]+"
            : part.replace(/[.*+?^$()|\\]/g, "\\$&"),
      )
      .join("/")}/?$`,
  );
