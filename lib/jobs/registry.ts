import { pollCalendars } from "../calendar/poll-calendars";
import { refreshBusy, refreshColleagues } from "../calendar/refresh-busy";
import { watchCalendars } from "../calendar/watch-calendars";
import type { JobContext } from "../context";
import { mailWeek } from "../knowledge/mail-week";
import { queueWeeks } from "../knowledge/queue-weeks";
import { deletePersonsData } from "../notes/delete-person";
import { indexManyNotes } from "../notes/index-many-notes";
import { refreshSearch } from "../notes/refresh-search";
import { mailNotice } from "../people/mail-notice";
import { purgeOld } from "../people/purge-old";
import { cancelEvent } from "../sessions/cancel-event";
import { closeUnfilled } from "../sessions/close-unfilled";
import { mailInvitation } from "../sessions/mail-invitation";
import { remindPeople } from "../sessions/remind-people";
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
  "watch-calendars": watchCalendars,
  "poll-calendars": pollCalendars,
  "mail-notice": mailNotice,
  "mail-invitation": mailInvitation,
  "remind-people": remindPeople,
  "queue-weeks": queueWeeks,
  "mail-week": mailWeek,
  "refresh-search": refreshSearch,
  "purge-old": purgeOld,
  "delete-person": deletePersonsData,
  "index-notes": indexManyNotes,
};
