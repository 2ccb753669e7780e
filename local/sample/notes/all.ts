import { accessNotes } from "./access";
import { billingNotes } from "./billing";
import { cassandraNotes } from "./cassandra";
import { deployNotes } from "./deploy";
import { edgeNotes } from "./edge";
import { eventsAndDataNotes } from "./events-and-data";
import { mobileNotes } from "./mobile";
import { onCallNotes } from "./oncall";
import type { PastSession } from "./past-session";
import { postgresNotes } from "./postgres";
import { puppetNotes } from "./puppet";
import { searchAndPushNotes } from "./search-and-push";

/** Forty sessions of the past ten months. */
export const pastSessions: PastSession[] = [
  ...cassandraNotes,
  ...puppetNotes,
  ...billingNotes,
  ...deployNotes,
  ...postgresNotes,
  ...edgeNotes,
  ...searchAndPushNotes,
  ...accessNotes,
  ...eventsAndDataNotes,
  ...onCallNotes,
  ...mobileNotes,
];
