import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import PostalMime, { type Email } from "postal-mime";
import type { EpochMs } from "@/lib/time/instant";

/** One delivery: what a mail server was handed, and for whom. */
type Delivery = {
  readonly id: number;
  readonly receivedAt: EpochMs;
  readonly recipients: readonly string[];
  /** The message as it came over the wire. */
  readonly source: string;
};

export type ReceivedMail = Delivery & { readonly email: Email };

const MOST_KEPT = 500;

/** Everything that was delivered, newest last; kept in a file where there is one. */
export class Mailbox {
  readonly #mails: ReceivedMail[] = [];

  constructor(
    private readonly file?: string,
    private readonly now: () => EpochMs = Date.now,
  ) {}

  static async open(file?: string): Promise<Mailbox> {
    const box = new Mailbox(file);
    if (!file || !existsSync(file)) return box;
    for (const kept of JSON.parse(readFileSync(file, "utf8")) as Delivery[])
      box.#mails.push({ ...kept, email: await parsed(kept.source) });
    return box;
  }

  async receive(recipients: readonly string[], source: string): Promise<void> {
    const id = (this.#mails.at(-1)?.id ?? 0) + 1;
    const delivery = {
      id,
      receivedAt: this.now(),
      recipients: recipients.map((to) => to.toLowerCase()),
      source,
    };
    this.#mails.push({ ...delivery, email: await parsed(source) });
    this.#mails.splice(0, this.#mails.length - MOST_KEPT);
    this.#keep();
  }

  /** Newest first; a mail that was delivered again under the same Message-ID is one, as in real inboxes. */
  mails(person?: string): ReceivedMail[] {
    const seen = new Set<string>();
    return this.#mails.toReversed().filter(({ recipients, email }) => {
      if (person && !recipients.includes(person.toLowerCase())) return false;
      const key = `${email.messageId} ${recipients.join()}`;
      if (email.messageId && seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }

  /** Every delivery, oldest first, repeated ones too. */
  deliveries(): readonly ReceivedMail[] {
    return this.#mails;
  }

  mail(id: number): ReceivedMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  empty(): void {
    this.#mails.length = 0;
    this.#keep();
  }

  #keep(): void {
    if (!this.file) return;
    const kept = this.#mails.map(({ email: _, ...delivery }) => delivery);
    writeFileSync(`${this.file}.new`, JSON.stringify(kept));
    renameSync(`${this.file}.new`, this.file);
  }
}

const parsed = (source: string): Promise<Email> => PostalMime.parse(source);
