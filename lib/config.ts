import * as z from "zod/mini";

/**
 * The environment, read once. Every variable is explained in `.env.example`.
 * Missing or malformed ones are all named in one error, before a port is opened.
 */
export type Config = z.output<typeof Env>;

const commaList = z.pipe(
  z.string(),
  z.transform((text) =>
    text
      .split(",")
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== ""),
  ),
);

/** `deskside@company.example` or `Deskside <deskside@company.example>`: one line, one address. */
const MAIL_FROM = /^(?:[^<>@",;:\p{Cc}]{1,100}<[^\s<>@",;:]+@[^\s<>@",;:]+>|[^\s<>@",;:]+@[^\s<>@",;:]+)$/u;

function isMailServer(address: string): boolean {
  const { protocol = "", hostname = "", username = "", password = "" } = URL.parse(address) ?? {};
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return /^smtps?:$/.test(protocol) && hostname !== "";
}

const isKey = (text: string) => Buffer.from(text, "base64").length === 32;

const Env = z.object({
  DATABASE_URL: z
    .string("is missing")
    .check(z.regex(/^postgres(ql)?:\/\/\S+$/, "is not a postgres:// address")),
  AUTH_URL: z
    .string("is missing")
    .check(z.regex(/^https?:\/\/[^/\s]+\/?$/, "is not an http(s) address without a path")),
  AUTH_SECRET: z.string("is missing").check(z.minLength(32, "is shorter than 32 characters")),
  ENCRYPTION_KEY: z.string("is missing").check(z.refine(isKey, "is not 32 bytes in base64")),
  OTHER_ENCRYPTION_KEYS: z.pipe(
    z.prefault(z.string(), ""),
    z.pipe(
      z.transform((text: string) => text.split(",").flatMap((part) => part.trim() || [])),
      z.array(z.string().check(z.refine(isKey, "has something that is not 32 bytes in base64"))),
    ),
  ),
  GOOGLE_CLIENT_ID: z.string("is missing").check(z.minLength(1, "is empty")),
  GOOGLE_CLIENT_SECRET: z.string("is missing").check(z.minLength(1, "is empty")),
  GOOGLE_BASE_URL: z.optional(
    z.string().check(z.regex(/^https?:\/\/[^/\s]+$/, "is not an http(s) address without a path")),
  ),
  ALLOWED_DOMAINS: z.pipe(
    z.pipe(z.string("is missing"), commaList),
    z.array(z.string()).check(
      z.minLength(1, "names no domain"),
      z.refine(
        (list) => list.every((d) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(d)),
        "has something that is not a domain",
      ),
    ),
  ),
  GOOGLE_ACCOUNTS: z.prefault(
    z.enum(["organisation", "any"], "is neither organisation nor any"),
    "organisation",
  ),
  SMTP_URL: z.optional(z.string().check(z.refine(isMailServer, "is not an smtp:// or smtps:// address"))),
  MAIL_FROM: z.optional(
    z.string().check(z.regex(MAIL_FROM, "is neither an address nor a name with an address in <>")),
  ),
  ADMIN_EMAILS: z.pipe(z.prefault(z.string(), ""), commaList),
  LOCAL_INBOX_URL: z.optional(
    z.string().check(z.regex(/^http:\/\/[^/\s]+$/, "is not an http address without a path")),
  ),
  DESKSIDE_LOCAL: z.pipe(
    z.prefault(z.enum(["0", "1"], "is neither 0 nor 1"), "0"),
    z.transform((flag) => flag === "1"),
  ),
  TRUSTED_PROXIES: z.pipe(
    z.prefault(z.string().check(z.regex(/^[0-9]$/, "is not a number from 0 to 9")), "0"),
    z.transform(Number),
  ),
  WORKER: z.prefault(z.enum(["inline", "off"], "is neither inline nor off"), "inline"),
  METRICS_TOKEN: z.optional(z.string().check(z.minLength(24, "is shorter than 24 characters"))),
  WORKER_PORT: z.optional(
    z
      .string()
      .check(z.refine((port) => /^[1-9]\d{0,4}$/.test(port) && Number(port) < 65_536, "is not a port")),
  ),
  LOG_LEVEL: z.prefault(z.enum(["debug", "info", "warn", "error", "silent"], "is not a level"), "info"),
});

/** @throws {Error} one line for each variable that is missing or malformed. Values are never repeated. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = z.safeParse(Env, given);
  const problems = result.success
    ? []
    : result.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  if (given.GOOGLE_BASE_URL && given.DESKSIDE_LOCAL !== "1")
    problems.push("GOOGLE_BASE_URL is only for stand-ins: it needs DESKSIDE_LOCAL=1");
  if (given.LOCAL_INBOX_URL && given.DESKSIDE_LOCAL !== "1")
    problems.push("LOCAL_INBOX_URL is only for stand-ins: it needs DESKSIDE_LOCAL=1");
  if (problems.length > 0 || !result.success) {
    throw new Error(
      `Deskside cannot start:\n${problems.map((line) => `  ${line}`).join("\n")}\nSee .env.example.`,
    );
  }
  return result.data;
}

let current: Config | undefined;

/** This process's configuration. */
export const config = (): Config => {
  current ??= readConfig(process.env);
  return current;
};

/**
 * Whether mail goes out. Asked apart from the rest, because somebody is told inside a transaction that knows no
 * configuration; web and workers have to be started with the same one.
 */
export const mailIsOn = (): boolean => (process.env.SMTP_URL ?? "") !== "";

/** Every key that may have sealed or proven something: the one that is written with first. */
export const keysOf = ({
  ENCRYPTION_KEY,
  OTHER_ENCRYPTION_KEYS,
}: Pick<Config, "ENCRYPTION_KEY" | "OTHER_ENCRYPTION_KEYS">): readonly [string, ...string[]] => [
  ENCRYPTION_KEY,
  ...OTHER_ENCRYPTION_KEYS,
];
