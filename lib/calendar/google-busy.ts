import { CalendarError, type CalendarErrorKind } from "@/lib/calendar/calendar-error";
import type { calendar_v3 } from "@/lib/calendar/google";
import { type Access, type Deadline, withAccess } from "@/lib/calendar/google-access";
import type { EpochMs } from "@/lib/time/instant";
import { type Interval, mergeIntervals } from "@/lib/time/interval";

/** Busy times in order, or why they are not known: unknown is neither free nor busy. */
export type BusyAnswer = Interval[] | { unknown: "not_visible" | CalendarErrorKind };

/** Google expands no more in one call. */
const CALENDARS_PER_CALL = 50;
const CALLS_AT_ONCE = 4;
const DEFAULT_TIMEOUT_MS = 5_000;

/**
 * Busy times of calendars (a person's is their address) within `[from, to)`, as Google judges them.
 * Every id asked for is a key of the answer. Windows beyond two months are refused by Google (`invalid`).
 * A chunk that fails beside others that answer is `unknown`.
 * https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
 * @throws {CalendarError} when nothing could be read
 */
export async function readBusy(
  access: Access,
  { calendarIds, from, to }: { calendarIds: readonly string[]; from: EpochMs; to: EpochMs },
  { timeoutMs = DEFAULT_TIMEOUT_MS }: Deadline = {},
): Promise<Map<string, BusyAnswer>> {
  const chunks = chunksOf([...new Set(calendarIds)], CALENDARS_PER_CALL);
  const busy = new Map<string, BusyAnswer>();
  const failures: CalendarError[] = [];
  const deadlineAt = Date.now() + timeoutMs;

  const readChunk = async (chunk: string[]) => {
    const left = { timeoutMs: Math.max(1, deadlineAt - Date.now()) };
    try {
      const answer = await withAccess(access, left, (calendar, options) =>
        calendar.freebusy.query({ requestBody: queryOf(chunk, from, to) }, options),
      );
      for (const id of chunk)
        busy.set(id, busyOf(answer.calendars?.[id] ?? answer.calendars?.[id.toLowerCase()]));
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      failures.push(error);
      for (const id of chunk) busy.set(id, { unknown: error.kind });
    }
  };
  const queue = chunks.values();
  const worker = async () => {
    for (const chunk of queue) await readChunk(chunk);
  };
  await Promise.all(Array.from({ length: Math.min(CALLS_AT_ONCE, chunks.length) }, worker));

  const [failure] = failures;
  if (failure && failures.length === chunks.length) throw failure;
  return busy;
}

const queryOf = (ids: string[], from: EpochMs, to: EpochMs): calendar_v3.Schema$FreeBusyRequest => ({
  timeMin: new Date(from).toISOString(),
  timeMax: new Date(to).toISOString(),
  calendarExpansionMax: CALENDARS_PER_CALL,
  items: ids.map((id) => ({ id })),
});

function busyOf(answer: calendar_v3.Schema$FreeBusyCalendar | undefined): BusyAnswer {
  const refusal = answer?.errors?.[0];
  if (refusal) return { unknown: refusal.reason === "notFound" ? "not_visible" : "unavailable" };
  // An answer that leaves a calendar out says nothing about it.
  if (!answer) return { unknown: "unavailable" };
  return mergeIntervals(
    (answer.busy ?? []).map(({ start, end }) => ({
      start: Date.parse(start ?? ""),
      end: Date.parse(end ?? ""),
    })),
  );
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
