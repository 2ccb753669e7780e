import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { eventIdOf } from "@/lib/calendar/google-events";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { getSession } from "@/lib/sessions/get-session";
import { leaveSession } from "@/lib/sessions/leave-session";
import { mailInvitation, mailInvitations } from "@/lib/sessions/mail-invitation";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { resumeEvents } from "@/lib/sessions/resume-events";
import { sendInvite } from "@/lib/sessions/send-invite";
import { watchSession } from "@/lib/sessions/watch-session";
import { HOUR_MS } from "@/lib/time/instant";
import { mailServer } from "@/tests/support/mail";
import { connectCalendar, mailOf, START, stage } from "./stage";

/** Ana has no calendar and books Bo; the jobs that tell them are done by `deliver`. */
async function booked({ connect = ["Bo", "Cleo"] }: { connect?: string[] } = {}) {
  const server = await mailServer();
  const on = await stage({ connect });
  const { id } = await bookSession(await on.context(on.ana), on.booking({ askAnyway: true }));
  const jobs = () => ({ ...on.jobs(), config: { ...on.jobs().config, SMTP_URL: server.smtpUrl } });
  const queued = async () =>
    on.sql<{ id: string; person: string }[]>`
      select id, data->>'personId' as person from pgboss.job where name = 'mail-invitation' and state = 'created'`;
  const work = async () => {
    for (const job of await queued()) {
      await mailInvitation(jobs(), { sessionId: id, personId: job.person });
      await on.sql`update pgboss.job set state = 'completed' where id = ${job.id}`;
    }
  };
  const deliver = async () => {
    const isByMail = await mailInvitations(jobs(), id);
    await work();
    return isByMail;
  };
  const got = (name: string) =>
    server.box
      .deliveries()
      .filter(({ recipients }) => recipients.includes(mailOf(name)))
      .map(({ email }) =>
        fileOf(email.attachments.find(({ filename }) => filename === "session.ics")?.content),
      );
  return { ...on, server, id, jobs, queued, work, deliver, got };
}

function fileOf(content: unknown) {
  const calendar = new ICAL.Component(ICAL.parse(new TextDecoder().decode(content as ArrayBuffer)));
  const event = calendar.getFirstSubcomponent("vevent") as ICAL.Component;
  return {
    method: calendar.getFirstPropertyValue("method"),
    uid: event.getFirstPropertyValue("uid"),
    sequence: event.getFirstPropertyValue("sequence"),
    status: event.getFirstPropertyValue("status"),
    start: (event.getFirstPropertyValue("dtstart") as ICAL.Time).toUnixTime() * 1000,
    organizer: String(event.getFirstPropertyValue("organizer")).toLowerCase(),
    attendees: event
      .getAllProperties("attendee")
      .map((one) => [String(one.getFirstValue()).toLowerCase(), one.getFirstParameter("partstat")]),
  };
}

const ANA = `mailto:${mailOf("Ana")}`;
const BO = `mailto:${mailOf("Bo")}`;

test("without a calendar of the requester's everybody is invited by mail, once", async () => {
  const on = await booked();
  expect(await on.deliver()).toBe(true);
  await on.deliver();
  const invitation = {
    method: "REQUEST",
    uid: `${eventIdOf(on.id)}@localhost`,
    sequence: 0,
    status: "CONFIRMED",
    start: START,
    organizer: ANA,
    attendees: [
      [ANA, "ACCEPTED"],
      [BO, "NEEDS-ACTION"],
    ],
  };
  expect(on.got("Ana")).toEqual([invitation]);
  expect(on.got("Bo")).toEqual([invitation]);
  const [mail] = on.server.box.mails(mailOf("Bo"));
  expect(mail?.email.text).toContain(`/sessions/${on.id}`);
  expect(mail?.email.subject).toContain("Split the billing keyspace");
  expect(mail?.email.text).toContain("Say on its page whether you come");
  expect(on.server.box.mails(mailOf("Ana"))[0]?.email.text).not.toContain("whether you come");
});

test("until it has left the page can say that it is on its way", async () => {
  const on = await booked();
  await on.work();
  await mailInvitations(on.jobs(), on.id);
  const mailed = () =>
    on.sql`select mailed_sequence from seats where session_id = ${on.id} and person_id = ${on.bo}`;
  expect(await mailed()).toEqual([{ mailed_sequence: -1 }]);
  await on.work();
  expect(await mailed()).toEqual([{ mailed_sequence: 0 }]);
});

test("moved: the same entry with a higher sequence", async () => {
  const on = await booked();
  await on.deliver();
  await rescheduleSession(await on.context(on.ana), {
    id: on.id,
    start: START + 3 * HOUR_MS,
    askAnyway: true,
    key: "0190f3b0-0000-7000-8000-000000000001",
  });
  await on.deliver();
  const [first, second, ...more] = on.got("Bo");
  expect(more).toEqual([]);
  expect(second).toMatchObject({ method: "REQUEST", uid: first?.uid, start: START + 3 * HOUR_MS });
  expect(Number(second?.sequence)).toBeGreaterThan(Number(first?.sequence));
});

test("cancelled: everybody who was invited gets a cancellation, once", async () => {
  const on = await booked();
  await on.deliver();
  await cancelSession(await on.context(on.ana), { id: on.id, reason: "The incident <b>ate</b> it" });
  expect(await on.deliver()).toBe(true);
  await on.deliver();
  for (const name of ["Ana", "Bo"]) {
    const [, cancel, ...more] = on.got(name);
    expect(more).toEqual([]);
    expect(cancel).toMatchObject({
      method: "CANCEL",
      status: "CANCELLED",
      uid: `${eventIdOf(on.id)}@localhost`,
    });
  }
  expect(on.server.box.mails(mailOf("Bo"))[0]?.email.html).toContain(
    "The incident &lt;b&gt;ate&lt;/b&gt; it",
  );
});

test("cancelled before the invitation left: no mail at all", async () => {
  const on = await booked();
  await mailInvitations(on.jobs(), on.id);
  await cancelSession(await on.context(on.ana), { id: on.id });
  await on.work();
  await on.deliver();
  expect(on.server.box.deliveries()).toEqual([]);
});

test("cancelled while the invitation is on its way: the cancellation follows it", async () => {
  const on = await booked();
  await mailInvitations(on.jobs(), on.id);
  const receive = on.server.box.receive.bind(on.server.box);
  on.server.box.receive = async (to, source) => {
    on.server.box.receive = receive;
    await cancelSession(await on.context(on.ana), { id: on.id });
    await mailInvitations(on.jobs(), on.id);
    return receive(to, source);
  };
  const [ofBo] = (await on.queued()).filter(({ person }) => person === on.bo);
  await on.sql`update pgboss.job set state = 'active' where id = ${ofBo?.id ?? ""}`;
  await mailInvitation(on.jobs(), { sessionId: on.id, personId: on.bo });
  await on.work();
  expect(on.got("Bo").map(({ method }) => method)).toEqual(["REQUEST", "CANCEL"]);
});

test("“not now”: it is over for them, and goes on for the others; who takes the seat is invited", async () => {
  const on = await booked();
  await on.deliver();
  await declineSession(await on.context(on.bo), { id: on.id });
  await on.deliver();
  const [, cancel, ...more] = on.got("Bo");
  expect(more).toEqual([]);
  expect(cancel).toMatchObject({ method: "CANCEL", status: null });
  expect(cancel?.attendees).toEqual([[BO, "DECLINED"]]);
  await bookSession(await on.context(on.ana), on.booking({ partnerIds: [on.cleo], askAnyway: true }));
  await on.deliver();
  expect(on.got("Bo")).toHaveLength(2);
  expect(on.got("Cleo").map(({ method }) => method)).toEqual(["REQUEST"]);
  expect(
    on
      .got("Ana")
      .at(-1)
      ?.attendees.map(([who]) => who),
  ).toEqual([ANA, `mailto:${mailOf("Cleo")}`]);
});

test("never both: with a calendar of the requester's nothing is mailed", async () => {
  const on = await booked({ connect: ["Ana", "Bo"] });
  expect(await on.deliver()).toBe(false);
  await on.work();
  expect(on.got("Bo")).toEqual([]);
});

test("never both: a session that was told by mail stays with mail when its requester connects", async () => {
  const on = await booked();
  await on.deliver();
  await connectCalendar(on.db, on.ana, mailOf("Ana"), on.control);
  await rescheduleSession(await on.context(on.ana), {
    id: on.id,
    start: START + 3 * HOUR_MS,
    askAnyway: true,
    key: "0190f3b0-0000-7000-8000-000000000002",
  });
  expect(await on.deliver()).toBe(true);
  expect(on.got("Bo").map(({ method }) => method)).toEqual(["REQUEST", "REQUEST"]);
});

/** Ana connects a calendar, and the jobs that this queues are done. */
async function connectLater(on: Awaited<ReturnType<typeof booked>>) {
  await connectCalendar(on.db, on.ana, mailOf("Ana"), on.control);
  await resumeEvents(on.jobs(), on.ana);
  const [session] = await on.sql`select event_state from sessions where id = ${on.id}`;
  expect(session).toEqual({ event_state: "queued" });
}

test("never both: of what was told by mail no event is made when its requester connects", async () => {
  const on = await booked();
  await sendInvite(on.jobs(), { sessionId: on.id });
  await on.work();
  await connectLater(on);
  await sendInvite(on.jobs(), { sessionId: on.id });
  await on.work();
  expect(on.control.events(mailOf("Ana"))).toEqual([]);
  expect(on.got("Bo")).toHaveLength(1);
  expect((await getSession(await on.context(on.ana), { id: on.id })).event.state).toBe("none");
});

test("where nobody was told by mail, the event is made when the requester connects", async () => {
  const on = await booked();
  const withoutMail = { ...on.jobs(), config: { ...on.jobs().config, SMTP_URL: undefined } };
  await sendInvite(withoutMail, { sessionId: on.id });
  expect((await getSession(await on.context(on.ana), { id: on.id })).event.state).toBe("none");
  await connectLater(on);
  await sendInvite(on.jobs(), { sessionId: on.id });
  await on.work();
  expect(on.control.events(mailOf("Bo"))).toHaveLength(1);
  expect(on.server.box.deliveries()).toEqual([]);
});

test("never both: what Google has is not mailed once the calendar is disconnected", async () => {
  const on = await booked({ connect: ["Ana", "Bo"] });
  await on.work();
  await on.sql`update sessions set google_event_id = ${eventIdOf(on.id)} where id = ${on.id}`;
  await on.sql`delete from calendar_connections where person_id = ${on.ana}`;
  expect(await on.deliver()).toBe(false);
  expect(on.got("Bo")).toEqual([]);
});

test("who switched invitations off gets none, and nothing is on its way to them", async () => {
  const on = await booked();
  await on.sql`update people set mail_off = array['invitations'] where id = ${on.bo}`;
  await on.deliver();
  expect(on.got("Bo")).toEqual([]);
  expect(on.got("Ana")).toHaveLength(1);
  expect(
    await on.sql`select mailed_sequence from seats where session_id = ${on.id} and person_id = ${on.bo}`,
  ).toEqual([{ mailed_sequence: 0 }]);
});

test("without a mail server nothing is queued, and the way stays open", async () => {
  const on = await stage({ connect: [] });
  const { id } = await bookSession(await on.context(on.ana), on.booking({ askAnyway: true }));
  expect(await mailInvitations(on.jobs(), id)).toBe(false);
  expect(await on.sql`select 1 from pgboss.job where name = 'mail-invitation'`).toHaveLength(0);
  expect(await on.sql`select 1 from seats where mailed_sequence is not null`).toHaveLength(0);
});

test("what was queued before the mail server was taken away stays owed", async () => {
  const on = await booked();
  await mailInvitations(on.jobs(), on.id);
  const off = { ...on.jobs(), config: { ...on.jobs().config, SMTP_URL: undefined } };
  await mailInvitation(off, { sessionId: on.id, personId: on.bo });
  expect(await on.sql`select mailed_sequence from seats where person_id = ${on.bo}`).toEqual([
    { mailed_sequence: -1 },
  ]);
});

test("row 22: refused by the mail server, then taken: one invitation, and the session stands", async () => {
  const on = await booked();
  on.server.fault({ times: 2, how: 451 });
  await mailInvitations(on.jobs(), on.id);
  const job = { sessionId: on.id, personId: on.bo };
  await expect(mailInvitation(on.jobs(), job)).rejects.toThrow("451");
  await expect(mailInvitation(on.jobs(), job)).rejects.toThrow("451");
  await mailInvitation(on.jobs(), job);
  await mailInvitation(on.jobs(), job);
  expect(on.got("Bo")).toHaveLength(1);
  expect(await getSession(await on.context(on.bo), { id: on.id })).toMatchObject({ state: "booked" });
});

test("row 22: an answer that is lost leads to the same mail again, not to another", async () => {
  const on = await booked();
  on.server.fault({ times: 1, how: "drop_after_taking" });
  await mailInvitations(on.jobs(), on.id);
  const job = { sessionId: on.id, personId: on.bo };
  await expect(mailInvitation(on.jobs(), job)).rejects.toThrow(/mail server/);
  await mailInvitation(on.jobs(), job);
  const [first, second] = on.server.box.deliveries();
  expect(second?.email.messageId).toBe(first?.email.messageId);
  expect(on.server.box.mails(mailOf("Bo"))).toHaveLength(1);
});

test("whoever watches is invited by mail as one who need not come, and told when it is over for them", async () => {
  const on = await booked();
  await on.deliver();
  await on.sql`update requests set observers_max = 1`;
  const asCleo = await on.context(on.cleo);
  await watchSession(asCleo, { id: on.id, key: randomUUID() });
  await on.deliver();
  expect(on.got("Cleo")).toMatchObject([{ method: "REQUEST", sequence: 1, status: "CONFIRMED" }]);
  expect(on.got("Bo").map(({ sequence }) => sequence)).toEqual([0, 1]);
  const mail = on.server.box.deliveries().find(({ recipients }) => recipients.includes(mailOf("Cleo")));
  expect(mail?.email.text).toContain("You watch. Leave on its page if you cannot come");
  await leaveSession(asCleo, { id: on.id });
  await on.deliver();
  expect(on.got("Cleo").map(({ method }) => method)).toEqual(["REQUEST", "CANCEL"]);
});
