import { eventIdOf } from "@/lib/calendar/google-events";
import { HANDLERS } from "@/lib/jobs/registry";
import { bookSession } from "@/lib/sessions/book-session";
import { getSession } from "@/lib/sessions/get-session";
import { mailOf, type Stage, stage } from "./stage";

type Event = {
  id: string;
  summary?: string;
  description?: string;
  location?: string;
  start?: { dateTime?: string; date?: string };
  end?: { dateTime?: string };
  recurrence?: string[];
  attendees?: { email: string; responseStatus?: string }[];
};

/** Ana and Bo have a session whose event is in Google; what Google is asked from here on can be counted. */
export async function inGoogle(options: Parameters<typeof stage>[0] & { answer?: "accepted" } = {}) {
  const on = await stage(options);
  const { id } = await bookSession(await on.context(on.ana), on.booking({ askAnyway: true }));
  await on.work("send-invite", id);
  const eventId = eventIdOf(id);
  const sync = (personId = on.ana) => HANDLERS["sync-sessions"](on.jobs(), { personId });
  return {
    ...on,
    id,
    eventId,
    /** As after a push, or by the poll. */
    sync,
    respond: async (name: string, answer: "accepted" | "declined" | "tentative") => {
      on.control.respond(mailOf(name), eventId, answer);
      await sync();
    },
    move: async (start: number, end: number) => {
      on.control.moveEvent(mailOf("Ana"), eventId, start, end);
      await sync();
    },
    patch: (change: object) =>
      on.control.patchEvent(mailOf("Ana"), eventId, change as Record<string, unknown>),
    session: async (personId = on.ana) => getSession(await on.context(personId), { id }),
    seats: () => on.sql`
      select name, role, answer, active from seats join people on people.id = person_id
      where session_id = ${id} order by name`,
    conflict: async () => (await on.sql`select conflict from sessions where id = ${id}`)[0]?.conflict,
    event: (calendarId?: string) =>
      (on.control.events(mailOf("Ana"), calendarId) as Event[]).find((one) => one.id === eventId),
    guests: () =>
      (on.control.events(mailOf("Ana")) as Event[])
        .find((one) => one.id === eventId)
        ?.attendees?.map(({ email, responseStatus }) => [email.split("@")[0], responseStatus]),
    told: async (personId: string, kind: string) =>
      (
        await on.sql<{ text: string }[]>`
          select text from notices where person_id = ${personId} and kind = ${kind} order by created_at`
      ).map(({ text }) => text),
    history: () => on.sql`
      select kind, people.name as by, detail->>'by' as through from session_changes
      left join people on people.id = actor_id where session_id = ${id} order by at`,
    jobsNow: async () =>
      (await on.queued()).map(({ name }) => name).filter((name) => name !== "refresh-busy"),
  };
}

/** How often Google was asked to do something since `since` calls, by method. */
export function callsSince({ control }: Pick<Stage, "control">, since: number) {
  const counts: Record<string, number> = {};
  for (const { method } of control.calls(/\/events/).slice(since)) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}

export const callsSoFar = ({ control }: Pick<Stage, "control">) => control.calls(/\/events/).length;
