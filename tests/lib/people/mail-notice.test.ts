import { eq } from "drizzle-orm";
import { PgBoss } from "pg-boss";
import { expect, onTestFinished, test } from "vitest";
import { people } from "@/db/schema/people";
import { mailNotice } from "@/lib/people/mail-notice";
import { listNotices, notify } from "@/lib/people/notices";
import { bookSession } from "@/lib/sessions/book-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { getSession } from "@/lib/sessions/get-session";
import { mailOf, stage } from "@/tests/lib/sessions/stage";
import { aPerson, contextOf, jobContextOn } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { mailServer } from "@/tests/support/mail";

const declined = { kind: "declined", text: "Bo said “not now” to “Split it”.", href: "/sessions/1" };

async function somebody() {
  const { db, sql } = await testDatabase();
  const ana = await aPerson(db, "Ana");
  const queued = async () =>
    (
      await sql<{ notice: string }[]>`
        select data->>'noticeId' as notice from pgboss.job where name = 'mail-notice'`
    ).map(({ notice }) => notice);
  return { db, ana, queued };
}

test("a notice of a mailed kind is mailed to whom it is for, with its way on", async () => {
  const server = await mailServer();
  const { db, ana, queued } = await somebody();
  await notify(db, { ...declined, personId: ana });
  const [noticeId = ""] = await queued();
  await mailNotice(jobContextOn(db, { config: { SMTP_URL: server.smtpUrl } }), { noticeId });
  const [mail] = server.box.mails(mailOf("Ana"));
  expect(mail?.email.subject).toBe(declined.text);
  expect(mail?.email.messageId).toBe(`<notice-${noticeId}@localhost>`);
  expect(mail?.email.text).toContain("http://localhost:3000/sessions/1");
  expect(mail?.email.text).toContain("Times are those of Berlin.");
});

test("what Google mails by itself is told in the app only", async () => {
  await mailServer();
  const { db, ana, queued } = await somebody();
  for (const kind of ["booked", "moved", "cancelled", "toString"])
    await notify(db, { ...declined, kind, personId: ana });
  expect(await queued()).toEqual([]);
  expect(await listNotices(await contextOf(db, ana))).toHaveLength(4);
});

test("without a mail server nothing is queued, and the notice is there", async () => {
  const { db, ana, queued } = await somebody();
  await notify(db, { ...declined, personId: ana });
  expect(await queued()).toEqual([]);
  expect(await listNotices(await contextOf(db, ana))).toHaveLength(1);
});

test("what a person switched off is neither queued nor mailed, also when they switch it off meanwhile", async () => {
  const server = await mailServer();
  const { db, ana, queued } = await somebody();
  await notify(db, { ...declined, personId: ana });
  await db
    .update(people)
    .set({ mailOff: ["offers"] })
    .where(eq(people.id, ana));
  await notify(db, { ...declined, personId: ana });
  const queue = await queued();
  expect(queue).toHaveLength(1);
  await mailNotice(jobContextOn(db, { config: { SMTP_URL: server.smtpUrl } }), { noticeId: queue[0] ?? "" });
  await notify(db, { ...declined, kind: "reconnect", personId: ana });
  expect(await queued()).toHaveLength(2);
  expect(server.box.mails()).toEqual([]);
});

test("nobody who left gets mail", async () => {
  const server = await mailServer();
  const { db, ana, queued } = await somebody();
  await notify(db, { ...declined, personId: ana });
  await db.update(people).set({ deactivatedAt: Date.now() }).where(eq(people.id, ana));
  await mailNotice(jobContextOn(db, { config: { SMTP_URL: server.smtpUrl } }), {
    noticeId: (await queued())[0] ?? "",
  });
  expect(server.box.mails()).toEqual([]);
});

test("row 22: the mail server answers 451, then takes it: one mail, and the session stands", async () => {
  const server = await mailServer();
  const on = await stage();
  const { id } = await bookSession(await on.context(on.ana), on.booking());
  await declineSession(await on.context(on.bo), { id });
  server.fault({ times: 1, how: 451 });

  const boss = new PgBoss({ connectionString: on.url, max: 2, superviseIntervalSeconds: 1 });
  boss.on("error", () => {});
  onTestFinished(() => boss.stop({ graceful: false }));
  await boss.start();
  const context = { ...on.jobs(), config: { ...on.jobs().config, SMTP_URL: server.smtpUrl } };
  await boss.work<{ noticeId: string }>("mail-notice", { pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const job of jobs) await mailNotice(context, job.data);
  });
  await expect.poll(() => server.box.deliveries().length, { timeout: 15_000 }).toBe(1);
  expect(server.tries()).toBe(2);
  expect(server.box.mails(mailOf("Ana"))[0]?.email.subject).toMatch(/^Bo said “not now”/);
  expect(await getSession(await on.context(on.ana), { id })).toMatchObject({ state: "needs_partner" });
  const left = () => on.sql`select state from pgboss.job where name = 'mail-notice' and state <> 'completed'`;
  await expect.poll(left).toHaveLength(0);
}, 30_000);
