import { mailIsOn } from "../config";
import type { Context, Db } from "../context";
import { parse } from "../input";
import { enqueue } from "../jobs/queue";
import { mailedAs } from "./mail-kinds";
import { type NoticeView, ReadNotices } from "./schema";
import * as store from "./store";

/** Older ones have been read or do not matter any more. */
const MOST_SHOWN = 100;

type Notice = {
  readonly personId: string;
  readonly kind: string;
  /** A sentence; times in the person's own zone. */
  readonly text: string;
  /** A path in the app. */
  readonly href: string;
};

/**
 * Tells a person something in the app, in the transaction that makes it true; and by mail, where there is a mail
 * server, the kind is one that is mailed and the person wants it.
 * @returns The notice's id.
 */
export async function notify(tx: Db, notice: Notice): Promise<string> {
  const noticeId = await store.insertNotice(tx, notice);
  const choice = mailedAs(notice.kind)?.choice;
  if (choice && mailIsOn() && (await store.wantsMail(tx, notice.personId, choice)))
    await enqueue(tx, "mail-notice", { noticeId });
  return noticeId;
}

/** The actor's own notices, newest first. */
export const listNotices = ({ db, actor }: Pick<Context, "db" | "actor">): Promise<NoticeView[]> =>
  store.noticesOf(db, actor.personId, MOST_SHOWN);

/** Marks one of the actor's notices as read, or all. An id of somebody else's marks nothing. */
export async function readNotices({ db, actor }: Context, input: unknown): Promise<void> {
  const { id } = parse(ReadNotices, input);
  await store.markNoticesRead(db, actor.personId, id);
}

export const countUnread = ({ db, actor }: Pick<Context, "db" | "actor">): Promise<number> =>
  store.countUnreadNotices(db, actor.personId);
