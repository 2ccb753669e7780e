import { pollCalendars } from "../calendar/poll-calendars";
import { refreshBusy, refreshColleagues } from "../calendar/refresh-busy";
import type { JobContext } from "../context";
import { mailNotice } from "../people/mail-notice";
import { cancelEvent } from "../sessions/cancel-event";
import { closeUnfilled } from "../sessions/close-unfilled";
import { sendInvite } from "../sessions/send-invite";
import { syncSessions } from "../sessions/sync-sessions";
import { updateEvent } from "../sessions/update-event";
import type { JobName, JobPayloads } from "./queue";

type Handlers = { [N in JobName]: (context: JobContext, payload: JobPayloads[N]) => Promise<void> };

/** Which use case does which job. Each can be done twice without harm. */
export const HANDLERS: Handlers = {
  "send-invite": sendInvite,
  "update-event": updateEvent,
  "cancel-event": cancelEvent,
  "close-unfilled": closeUnfilled,
  "sync-sessions": syncSessions,
  "refresh-busy": refreshBusy,
  "refresh-colleagues": refreshColleagues,
  "poll-calendars": pollCalendars,
  "mail-notice": mailNotice,
};
