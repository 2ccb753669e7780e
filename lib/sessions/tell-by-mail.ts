import type { JobContext } from "../context";
import { mailInvitations } from "./mail-invitation";
import * as store from "./store";

/**
 * Where the requester has no calendar connection, people are told by mail and there is no event.
 * @returns whether it is so: then nothing is to be written to Google
 */
export async function toldByMail(context: JobContext, sessionId: string): Promise<boolean> {
  if (!(await mailInvitations(context, sessionId))) return false;
  await store.updateSession(context.db, sessionId, { eventState: "none", eventFailure: null });
  return true;
}
