import type { Context } from "../context";
import { parse } from "../input";
import { audit } from "./audit";
import { feedToken } from "./feed-token";
import * as store from "./mail-settings-store";
import { MAIL_CHOICES, type MailChoice, MailInput } from "./schema";

const CHOICES = Object.keys(MAIL_CHOICES) as MailChoice[];

/** What the actor gets by mail, and the address of their calendar feed. */
export async function getMailSettings({ db, actor, config }: Context) {
  const row = await store.mailSettingsOf(db, actor.personId);
  if (!row) throw new Error("The actor is not in the directory.");
  const { email, mailOff, feedVersion } = row;
  const token = feedVersion > 0 ? feedToken(actor.personId, feedVersion, config.ENCRYPTION_KEY) : null;
  return {
    email,
    /** Whether this server mails at all. */
    isOn: config.SMTP_URL !== undefined,
    wanted: CHOICES.filter((choice) => !mailOff.includes(choice)),
    /** Whoever knows it can read it; null where there is none. */
    feedAddress: token && new URL(`/api/feed/${token}.ics`, config.AUTH_URL).href,
  };
}

/** @throws {DomainError} `invalid` */
export async function saveMail({ db, actor }: Context, input: unknown): Promise<void> {
  const { wanted } = parse(MailInput, input);
  await store.setMailOff(
    db,
    actor.personId,
    CHOICES.filter((choice) => !wanted.includes(choice)),
  );
}

/** Makes the actor's calendar feed, or gives it another address; the one before ends. */
export const renewFeed = (context: Context): Promise<void> =>
  context.db.transaction(async (tx) => {
    await store.raiseFeedVersion(tx, context.actor.personId);
    await audit(tx, context, "feed_renewed");
  });

/** Ends the actor's calendar feed. */
export const turnOffFeed = (context: Context): Promise<void> =>
  context.db.transaction(async (tx) => {
    await store.endFeed(tx, context.actor.personId);
    await audit(tx, context, "feed_ended");
  });
