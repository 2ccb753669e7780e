import type { Context, Db } from "../context";
import { parse } from "../input";
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

/** Tells a person something in the app, in the transaction that makes it true. */
export const notify = (tx: Db, notice: Notice): Promise<void> => store.insertNotice(tx, notice);

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
