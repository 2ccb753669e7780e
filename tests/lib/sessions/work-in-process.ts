import { connect } from "@/db/client";
import { sendInvite } from "@/lib/sessions/send-invite";
import { jobContextOn } from "@/tests/support/company";

/** A worker that sends one invitation, to be killed in the middle of it. */
const { WORK_DATABASE = "", WORK_GOOGLE = "", WORK_SESSION = "" } = process.env;
const { db, close } = connect(WORK_DATABASE);
await sendInvite(jobContextOn(db, { now: Date.now(), config: { GOOGLE_BASE_URL: WORK_GOOGLE } }), {
  sessionId: WORK_SESSION,
});
await close();
