import type { JobName } from "./queue";

/** What each job is, as a deed. */
const JOB_WORDS: Partial<Record<JobName, string>> = {
  "send-invite": "Make the calendar event",
  "update-event": "Bring the calendar event up to date",
  "cancel-event": "Take the event out of the calendars",
  "close-unfilled": "Close a session that nobody joined",
  "sync-sessions": "Read what changed in Google",
  "mail-notice": "Mail a notice",
  "mail-invitation": "Mail an invitation",
  "remind-people": "Send reminders",
  "queue-weeks": "See whose weekly mail is due",
  "mail-week": "Mail what was learned this week",
  "delete-person": "Delete a person's data",
  "purge-old": "Let go what has had its time",
  "refresh-search": "Count how rare words are in notes",
  "index-notes": "Find notes by the new name of a system",
  "refresh-busy": "Read busy times",
  "refresh-colleagues": "Read busy times of people who never connected",
  "watch-calendars": "Have Google tell of changes",
  "poll-calendars": "See whose calendar is due",
};

export const jobWords = (name: string): string => JOB_WORDS[name as JobName] ?? name;

const KIND_WORDS: Record<string, string> = {
  revoked: "Google no longer lets Deskside act for this person",
  insufficient_scope: "The person did not allow this in Google",
  rate_limited: "Google asked us to slow down, to the end",
  timeout: "Google did not answer in time",
  unavailable: "Google could not be reached",
  not_found: "It is no longer in Google",
  gone: "It was deleted in Google",
  forbidden: "Google does not allow it",
  conflict: "It was changed again each time",
  invalid: "Google did not take it",
  ECONNREFUSED: "A server that it needs refused the connection",
  ECONNRESET: "A server that it needs broke the connection",
  ETIMEDOUT: "A server that it needs did not answer",
};

/** What the queue itself writes when a worker cannot. */
const QUEUE_WORDS: Record<string, string> = {
  "job heartbeat timeout": "The worker ended in the middle of it, each time",
  "job timed out": "It took longer than five minutes",
  "pg-boss shut down while active": "The worker was stopped in the middle of it",
};

/** Why a job failed, from what was written down about it. What is left out stands in the log under the job's id. */
export function failureWords(output: unknown): string {
  const { name, kind, reason, sqlState, value } = (output ?? {}) as Record<string, unknown>;
  if (typeof sqlState === "string") return `The database refused it (${sqlState})`;
  if (name === "MailFailure") return "The mail server did not take it";
  const known = typeof kind === "string" ? KIND_WORDS[kind] : undefined;
  if (known) return typeof reason === "string" ? `${known} (${reason})` : known;
  const told = (value as { message?: unknown } | undefined)?.message ?? value;
  return (typeof told === "string" && QUEUE_WORDS[told]) || "A fault in Deskside";
}
