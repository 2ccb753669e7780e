import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { fontRoutes } from "../google/font";
import { inboxRoutes } from "./inbox-page";
import { Mailbox } from "./mailbox";
import { type Fault, startSmtp } from "./smtp";

export type RunningMail = {
  /** For `SMTP_URL`. */
  smtpUrl: string;
  /** The page with everybody's mail. */
  baseUrl: string;
  box: Mailbox;
  fault(fault: Fault): void;
  tries(): number;
  close(): Promise<void>;
};

/**
 * A stand-in for the company's mail, for this machine only: a mail server, and one page with what everybody got.
 * @param options.port Of the page; 0 or none takes a free one. @param options.stateFile Where mail is kept; in memory without.
 */
export async function startLocalMail(
  options: { port?: number; smtpPort?: number; stateFile?: string } = {},
): Promise<RunningMail> {
  const box = await Mailbox.open(options.stateFile);
  const smtp = await startSmtp(box, options.smtpPort);
  const app = new Hono();
  app.route("/", fontRoutes());
  app.route("/__local", commandRoutes(box, smtp.fault));
  app.route("/", inboxRoutes(box));
  const server = await listen(app, options.port ?? 0).catch(async (error: unknown) => {
    await smtp.close();
    throw error;
  });
  return {
    smtpUrl: smtp.url,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    box,
    fault: smtp.fault,
    tries: smtp.tries,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await smtp.close();
    },
  };
}

/** For other processes: what came for somebody, and what goes wrong next. */
function commandRoutes(box: Mailbox, fault: (fault: Fault) => void): Hono {
  const app = new Hono();
  app.get("/mails", (c) =>
    c.json(
      box.mails(c.req.query("person")).map(({ id, receivedAt, recipients, email }) => ({
        id,
        receivedAt,
        recipients,
        subject: email.subject ?? "",
        text: email.text ?? "",
        html: email.html ?? "",
      })),
    ),
  );
  app.post("/faults", async (c) => {
    fault(await c.req.json<Fault>());
    return c.body(null, 204);
  });
  app.delete("/mails", (c) => {
    box.empty();
    return c.body(null, 204);
  });
  return app;
}

type Server = ReturnType<typeof serve>;

function listen(app: Hono, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server: Server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, () => resolve(server));
    server.once("error", reject);
  });
}
