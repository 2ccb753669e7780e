import { createTransport, type Transporter } from "nodemailer";
import type SMTPPool from "nodemailer/lib/smtp-pool";
import type { Config } from "../config";
import type { ComposedMail } from "./compose";
import { oneLine } from "./one-line";

export type Mail = ComposedMail & {
  readonly to: { readonly name: string; readonly email: string };
  /** The same whenever this very mail is sent again, so that a repeated one is recognised: letters, digits and dashes. */
  readonly id: string;
  /** An address that ends this kind of mail when it is posted to, for the button that mail programs show (RFC 8058). */
  readonly stopAt?: string;
  /** An iCalendar object that belongs to the mail (RFC 6047). */
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL"; readonly content: string };
};

/** A mail server that does not answer is given up after this; the job tries again later. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
const CONNECTIONS = 2;

/** The mail server did not take a mail. Its own words often hold the address, so that only its code is repeated. */
class MailFailure extends Error {
  override readonly name = "MailFailure";
}

type Pool = { readonly url: string; readonly transport: Transporter<SMTPPool.SentMessageInfo> };

let pool: Pool | undefined;

/**
 * Hands a mail to the mail server of the environment. Without one it does nothing.
 * @throws {MailFailure} if it was not taken; another try may help
 */
export async function sendMail(config: Config, mail: Mail): Promise<void> {
  if (!config.SMTP_URL) return;
  const { to, id, subject, text, html, calendar, stopAt } = mail;
  try {
    await transportTo(config.SMTP_URL).sendMail({
      from: config.MAIL_FROM ?? `Deskside <deskside@${hostOf(config)}>`,
      to: { name: oneLine(to.name), address: to.email },
      subject: oneLine(subject),
      messageId: `<${id}@${hostOf(config)}>`,
      text,
      html,
      ...(calendar ? { icalEvent: { ...calendar, filename: "session.ics" } } : {}),
      // So that no absent colleague answers it. https://www.rfc-editor.org/rfc/rfc3834#section-5
      headers: {
        "auto-submitted": "auto-generated",
        ...(stopAt
          ? { "list-unsubscribe": `<${stopAt}>`, "list-unsubscribe-post": "List-Unsubscribe=One-Click" }
          : {}),
      },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw new MailFailure(failureWords(error as { code?: string; command?: string; responseCode?: number }));
  }
}

/** Where links of ours lead, as a name in addresses. */
const hostOf = (config: Pick<Config, "AUTH_URL">): string => new URL(config.AUTH_URL).hostname;

function transportTo(url: string): Pool["transport"] {
  if (pool?.url !== url) {
    closeMail();
    pool = { url, transport: createTransport(optionsOf(url)) };
  }
  return pool.transport;
}

type PoolOptions = SMTPPool.Options & { maxRequeues: number };

const optionsOf = (address: string): PoolOptions => ({
  ...serverOf(new URL(address)),
  pool: true,
  maxConnections: CONNECTIONS,
  // A connection that is lost in the middle is the queue's to repeat: silently sent again it could be mailed twice.
  maxRequeues: 0,
  connectionTimeout: CONNECT_MS,
  greetingTimeout: CONNECT_MS,
  dnsTimeout: CONNECT_MS,
  socketTimeout: SILENCE_MS,
});

/** `?requireTLS=true` refuses a server that does not encrypt. */
function serverOf({ protocol, hostname, port, username, password, searchParams }: URL) {
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    ...(port === "" ? {} : { port: Number(port) }),
    secure: protocol === "smtps:",
    requireTLS: searchParams.get("requireTLS") === "true",
    ...(username === ""
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

/** Ends this process's connections to the mail server. */
export function closeMail(): void {
  pool?.transport.close();
  pool = undefined;
}

function failureWords({
  code,
  command,
  responseCode,
}: {
  code?: string;
  command?: string;
  responseCode?: number;
}) {
  if (responseCode) return `The mail server answered ${responseCode}${command ? ` to ${command}` : ""}.`;
  return `The mail server could not be reached${code ? ` (${code})` : ""}.`;
}
