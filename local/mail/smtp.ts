import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { Mailbox } from "./mailbox";

export type Fault = {
  /** How many mails it happens to. */
  times: number;
  /** Refused with this code when the mail is there, such as 451; or the line goes dead without an answer. */
  how: number | "drop" | "drop_after_taking";
};

export type RunningSmtp = {
  url: string;
  /** What goes wrong next; nothing with `times: 0`. */
  fault(fault: Fault): void;
  /** How many mails were handed over, also those that were refused. */
  tries(): number;
  close(): Promise<void>;
};

/** A mail server that only this machine reaches, and that sends nothing on. */
export async function startSmtp(box: Mailbox, port = 0): Promise<RunningSmtp> {
  let next: Fault = { times: 0, how: 451 };
  let tries = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: 5 * 1024 * 1024,
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        tries += 1;
        const fault = next.times > 0 ? next : undefined;
        if (fault) next = { ...fault, times: fault.times - 1 };
        const source = Buffer.concat(chunks).toString("utf8");
        void take(box, session, source, fault, server).then(answer, (error: Error) => answer(error));
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    fault: (fault) => {
      next = fault;
    },
    tries: () => tries,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function take(
  box: Mailbox,
  session: SMTPServerSession,
  source: string,
  fault: Fault | undefined,
  server: SMTPServer,
): Promise<undefined> {
  const to = session.envelope.rcptTo.map(({ address }) => address);
  if (typeof fault?.how === "number")
    throw Object.assign(new Error("Refused on demand."), { responseCode: fault.how });
  if (fault?.how !== "drop") await box.receive(to, source);
  if (fault) socketOf(server, session.id)?.destroy();
}

/** The library hands out sessions, not their sockets. */
function socketOf(server: SMTPServer, id: string): Socket | undefined {
  const { connections } = server as unknown as { connections: Set<{ id: string; _socket: Socket }> };
  return [...connections].find((connection) => connection.id === id)?._socket;
}
