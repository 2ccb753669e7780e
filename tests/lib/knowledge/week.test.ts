import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { notes } from "@/db/schema/notes";
import { people } from "@/db/schema/people";
import { sessions } from "@/db/schema/sessions";
import { mailWeek } from "@/lib/knowledge/mail-week";
import { mondayDue, queueWeeks } from "@/lib/knowledge/queue-weeks";
import { getNote } from "@/lib/notes/get-note";
import { saveMail } from "@/lib/people/mail-settings";
import { stopToken, stopWeek } from "@/lib/people/stop-mail";
import { aSession, type Company, company, write } from "@/tests/lib/notes/written";
import { mailOf } from "@/tests/lib/sessions/stage";
import { aPerson, aSystem, jobContextOn, NOW } from "@/tests/support/company";
import { mailServer } from "@/tests/support/mail";

/** `NOW` is this Monday, at 8:00 in Berlin. */
const MONDAY = "2027-03-01";
const at = (text: string) => Date.parse(text);

/** Mel, who knows Cassandra and asked for the mail; and what the week before left behind. */
async function week() {
  const server = await mailServer();
  const on = await company();
  const mel = await aPerson(on.db, "Mel", { knows: { [on.cassandra]: "can_follow" }, mailOff: [] });
  const config = { SMTP_URL: server.smtpUrl };
  return {
    ...on,
    mel,
    queue: (now = NOW) => queueWeeks(jobContextOn(on.db, { now, config })),
    mail: (monday = MONDAY) => mailWeek(jobContextOn(on.db, { config }), { personId: mel, monday }),
    mailed: () => server.box.mails(mailOf("Mel")).map(({ email }) => email),
    queued: async () =>
      (await on.sql<{ data: unknown }[]>`select data from pgboss.job where name = 'mail-week'`).map(
        ({ data }) => data,
      ),
  };
}

/** A session whose learning was written last Thursday. */
async function learned(on: Company, text: string, held: Parameters<typeof aSession>[1] = {}) {
  const id = await aSession(on, { systemIds: [on.cassandra], ...held, note: { learning: text } });
  await on.db.execute(sql`update learnings set updated_at = '2027-02-25T10:00+01:00'`);
  await on.db.execute(
    sql`update note_versions set started_at = '2027-02-25T10:00+01:00', at = '2027-02-25T10:00+01:00'`,
  );
  return id;
}

test.each([
  ["Europe/Berlin", "2027-03-01T07:59+01:00", null],
  ["Europe/Berlin", "2027-03-01T08:00+01:00", "2027-03-01"],
  ["Europe/Berlin", "2027-03-03T07:59+01:00", "2027-03-01"],
  ["Europe/Berlin", "2027-03-03T08:00+01:00", null],
  ["Asia/Kathmandu", "2027-03-01T02:15Z", "2027-03-01"],
  ["Asia/Kathmandu", "2027-03-01T02:14Z", null],
  ["Pacific/Kiritimati", "2027-02-28T18:00Z", "2027-03-01"],
  ["America/Los_Angeles", "2027-03-01T15:00Z", null],
])("in %s at %s the week's mail of %s is due", (zone, now, monday) => {
  expect(mondayDue(at(now), zone)).toBe(monday);
});

test("it is queued once for each Monday, for those alone who asked for it", async () => {
  const on = await week();
  await on.queue(NOW - 1);
  expect(await on.queued()).toEqual([]);
  await Promise.all([on.queue(), on.queue(), on.queue()]);
  await on.queue(NOW + 3_600_000);
  expect(await on.queued()).toEqual([{ personId: on.mel, monday: MONDAY }]);
  await on.queue(at("2027-03-08T08:00+01:00"));
  expect(await on.queued()).toHaveLength(2);
});

test("whoever asks for it in settings gets it; whoever left or was never here does not", async () => {
  const on = await week();
  await on.db.update(people).set({ deactivatedAt: NOW }).where(sql`id = ${on.mel}`);
  await saveMail(await on.as(on.ana), { wanted: ["week", "reminder"] });
  await saveMail(await on.as(on.bo), { wanted: ["week"] });
  await on.db.update(people).set({ onboardedAt: null }).where(sql`id = ${on.bo}`);
  await on.queue();
  expect(await on.queued()).toEqual([{ personId: on.ana, monday: MONDAY }]);
});

test("it tells what others learned on systems one knows or wants to learn, with one link", async () => {
  const on = await week();
  await learned(on, "Repair runs *per range*, <not> per node.", { title: "Why repair is slow" });
  await learned(on, "Refunds are a second ledger.", { systemIds: [on.billing] });
  await on.mail();
  const [mail, ...more] = on.mailed();
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("Learned last week: Cassandra");
  expect(mail?.text).toContain("Ana, after “Why repair is slow”:\nRepair runs *per range*, <not> per node.");
  expect(mail?.text).not.toContain("Refunds");
  expect(mail?.text?.match(/https?:\S+/g)).toEqual([
    expect.stringMatching(/^http:\/\/localhost:3000\/notes\?after=2027-02-\d\d&system=cassandra$/),
    expect.stringMatching(/^http:\/\/localhost:3000\/stop-mail\/[\w-]{65}$/),
  ]);
  expect(mail?.html).toContain("&lt;not&gt;");
});

test("nothing private, out of date, of one's own, or of another week is in it; of nothing there is no mail", async () => {
  const on = await week();
  const id = await learned(on, "A secret.", { isPrivate: true });
  await learned(on, "My own.", { requester: on.mel });
  await on.mail();
  expect(on.mailed()).toEqual([]);
  await on.db.update(sessions).set({ isPrivate: false }).where(sql`id = ${id}`);
  await on.db
    .update(notes)
    .set({ outOfDateAt: NOW, outOfDateReason: "Moved." })
    .where(sql`session_id = ${id}`);
  await on.mail();
  await on.db.update(notes).set({ outOfDateAt: null, outOfDateReason: null });
  for (const other of ["2027-02-22", "2027-03-08"]) await on.mail(other);
  expect(on.mailed()).toEqual([]);
  await on.mail();
  expect(on.mailed()).toHaveLength(1);
});

test("who switches it off after it was queued is not mailed", async () => {
  const on = await week();
  await learned(on, "Something.");
  await saveMail(await on.as(on.mel), { wanted: [] });
  await on.mail();
  expect(on.mailed()).toEqual([]);
});

test("many learnings are cut short: eight are shown, long ones end between words", async () => {
  const on = await week();
  const kafka = await aSystem(on.db, "Kafka");
  await on.db.execute(
    sql`insert into familiarities (person_id, system_id, wants_to_learn) values (${on.mel}, ${kafka}, true)`,
  );
  for (let n = 0; n < 10; n++)
    await learned(on, `${n} ${"word ".repeat(200)}`, { systemIds: [n % 2 ? kafka : on.cassandra] });
  await on.mail();
  const [mail] = on.mailed();
  expect(mail?.subject).toBe("Learned last week: Cassandra and Kafka");
  expect(mail?.text).toContain("And 2 more.");
  expect(mail?.text?.length).toBeLessThan(4_000);
});

test("an old learning that is put right is not learned again, and one of this week is mailed as it stands now", async () => {
  const on = await week();
  const id = await learned(on, "Repiar runs per range.");
  await on.db.execute(
    sql`update note_versions set started_at = '2027-02-18T10:00+01:00', at = '2027-02-18T10:00+01:00'`,
  );
  const { version } = await getNote(await on.as(on.ana), { id });
  await write(on.db, id, on.ana, { learning: "Repair runs per range." }, version);
  await on.db.execute(sql`update learnings set updated_at = '2027-02-25T10:00+01:00'`);
  await on.mail();
  expect(on.mailed()).toEqual([]);
  await on.mail("2027-02-22");
  expect(on.mailed()[0]?.text).toContain("Repair runs per range.");
});

test("the mail's own link ends it without signing in, and no other link does", async () => {
  const on = await week();
  await learned(on, "Something.");
  await on.mail();
  const [mail] = on.mailed();
  const stop = mail?.text?.match(/stop-mail\/([\w-]+)/)?.[1] ?? "";
  const header = mail?.headers.find(({ key }) => key === "list-unsubscribe")?.value;
  expect(header).toBe(`<http://localhost:3000/api/mail/stop/${stop}>`);
  const mailOff = async () =>
    (await on.db.select({ off: people.mailOff }).from(people).where(sql`id = ${on.mel}`))[0]?.off;
  const context = jobContextOn(on.db);
  const other = stop.startsWith("A") ? "B" : "A";
  for (const bad of [
    "",
    "x",
    `${other}${stop.slice(1)}`,
    stopToken(on.mel, Buffer.alloc(32, 8).toString("base64")),
  ])
    await expect(stopWeek(context, bad)).rejects.toMatchObject({ code: "not_found" });
  expect(await mailOff()).toEqual([]);
  // The mail may be older than the key: it goes on as long as the key before is read.
  const key = Buffer.alloc(32, 8).toString("base64");
  const keys = {
    ...context.config,
    ENCRYPTION_KEY: key,
    OTHER_ENCRYPTION_KEYS: [context.config.ENCRYPTION_KEY],
  };
  await stopWeek({ ...context, config: keys }, stop);
  expect(await mailOff()).toEqual(["week"]);
  await on.db.update(people).set({ mailOff: [] });
  await stopWeek(context, stop);
  await stopWeek(context, stop);
  expect(await mailOff()).toEqual(["week"]);
  await on.mail();
  expect(on.mailed()).toHaveLength(1);
});
