import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { disconnectCalendar } from "@/lib/calendar/disconnect-calendar";
import { audit } from "@/lib/people/audit";
import { importPeople } from "@/lib/people/import-people";
import { exportAudit, listAudit } from "@/lib/people/list-audit";
import { renewFeed, turnOffFeed } from "@/lib/people/mail-settings";
import {
  changePerson,
  reactivatePerson,
  removeSystem,
  removeTeam,
  saveSystem,
  saveTeam,
} from "@/lib/people/run-company";
import { endSignIn, signOutEverywhere, startSignIn } from "@/lib/people/sign-in";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { deactivatePerson } from "@/lib/sessions/deactivate-person";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { setPrivate } from "@/lib/sessions/set-private";
import { DAY_MS } from "@/lib/time/instant";
import { aPerson, aRequest, contextOf } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { refusal, START, stage } from "../sessions/stage";

test("what each of these did stands in the log, by whom, to what, and from which network", async () => {
  const { db, sql, context, ana, bo, cleo, booking, jobs, config } = await stage();
  const admin = await aPerson(db, "Marta", { isAdmin: true });
  const asAdmin = { ...(await contextOf(db, admin, { now: Date.now(), config })), address: "192.0.2.77" };
  const asAna = { ...(await context(ana)), address: "2001:db8:1:2::3" };
  const here = { ...jobs(), address: "192.0.2.77" };

  await startSignIn(here, "one", ana, Date.now() + DAY_MS);
  await endSignIn(here, "one");
  await endSignIn(here, "no such cookie");
  await signOutEverywhere(asAna);
  await renewFeed(asAna);
  await turnOffFeed(asAna);
  const { id: session } = await bookSession(asAna, booking());
  await rescheduleSession(asAna, { id: session, start: START + DAY_MS, key: randomUUID() });
  await setPrivate(asAna, { id: session, isPrivate: true });
  await setPrivate(asAna, { id: session, isPrivate: true });
  await setPrivate(asAna, { id: session, isPrivate: false });
  await cancelSession(asAna, { id: session, reason: "a secret reason" });
  await disconnectCalendar(asAna);
  const { id: team } = await saveTeam(asAdmin, { name: "Platform", discipline: "ops" });
  const { id: system } = await saveSystem(asAdmin, { name: "Billing", description: "" });
  await changePerson(asAdmin, { personId: bo, teamId: team, isAdmin: true });
  await changePerson(asAdmin, { personId: bo, teamId: team, isAdmin: false });
  await removeSystem(asAdmin, { id: system });
  await removeTeam(asAdmin, { id: team });
  await importPeople(asAdmin, { csv: "name,email\nDee,dee@northlight.example\n" });
  const other = booking({ requestId: (await aRequest(db, cleo)).id, partnerIds: [ana], start: START });
  const { id: theirs } = await bookSession(await context(cleo), other);
  await deactivatePerson(asAdmin, { personId: cleo });
  await reactivatePerson(asAdmin, { personId: cleo });
  await exportAudit(asAdmin, {});

  const A = [ana, "2001:db8:1::/48"];
  const M = [admin, "192.0.2.0/24"];
  const rows = await sql`select actor_id, network, action, subject_id from audit_entries order by id`;
  expect(
    rows.map(({ actor_id, network, action, subject_id }) => [actor_id, network, action, subject_id]),
  ).toEqual([
    [ana, "192.0.2.0/24", "sign_in", null],
    [ana, "192.0.2.0/24", "sign_out", null],
    [...A, "sign_out_everywhere", null],
    [...A, "feed_renewed", null],
    [...A, "feed_ended", null],
    [...A, "session_booked", session],
    [...A, "session_moved", session],
    [...A, "session_hidden", session],
    [...A, "session_shown", session],
    [...A, "session_cancelled", session],
    [...A, "calendar_disconnected", null],
    [...M, "team_saved", team],
    [...M, "system_saved", system],
    [...M, "person_moved", bo],
    [...M, "admin_given", bo],
    [...M, "admin_taken", bo],
    [...M, "system_removed", system],
    [...M, "team_removed", team],
    [...M, "people_imported", null],
    [cleo, null, "session_booked", theirs],
    [...M, "person_deactivated", cleo],
    // Done in Cleo's name, and by Marta.
    [...M, "session_cancelled", theirs],
    [...M, "person_reactivated", cleo],
    [...M, "audit_exported", null],
  ]);
  expect(JSON.stringify(await sql`select * from audit_entries`)).not.toMatch(/secret|Marta|northlight/);
});

test("what was refused or undone stands nowhere", async () => {
  const { db, sql } = await testDatabase();
  const admin = await aPerson(db, "Marta", { isAdmin: true });
  const asAdmin = await contextOf(db, admin);
  expect((await refusal(changePerson(asAdmin, { personId: admin, teamId: null, isAdmin: false }))).code).toBe(
    "not_possible",
  );
  await expect(
    db.transaction(async (tx) => {
      await audit(tx, asAdmin, "team_saved");
      throw new Error("undone");
    }),
  ).rejects.toThrow("undone");
  expect(await sql`select 1 from audit_entries`).toHaveLength(0);
});

test("not even who owns the table changes an entry, backdates one or deletes one before its time", async () => {
  const { db, sql } = await testDatabase();
  const admin = await aPerson(db, "Marta", { isAdmin: true });
  await audit(db, await contextOf(db, admin), "audit_exported");
  const kept = /neither changed nor deleted before its time/;
  await expect(sql`update audit_entries set actor_id = null`).rejects.toThrow(kept);
  await expect(sql`delete from audit_entries`).rejects.toThrow(kept);
  await expect(sql`truncate audit_entries`).rejects.toThrow(kept);
  await expect(
    sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from audit_entries`;
    }),
  ).rejects.toThrow(kept);
  await sql`insert into audit_entries (action, at) values ('sign_in', now() - interval '2 years')`;
  expect(await sql`select purge_audit(100) as n`).toEqual([{ n: 0 }]);
  expect(await sql`select 1 from audit_entries where at > now() - interval '1 minute'`).toHaveLength(2);

  // Time goes by.
  await sql`alter table audit_entries disable trigger user`;
  await sql`update audit_entries set at = now() - interval '401 days' where action = 'sign_in'`;
  await sql`update audit_entries set at = now() - interval '399 days' where action <> 'sign_in'`;
  await sql`alter table audit_entries enable always trigger audit_entries_kept`;
  expect(await sql`select purge_audit(100) as n`).toEqual([{ n: 1 }]);
  expect(await sql`select action from audit_entries`).toEqual([{ action: "audit_exported" }]);
});

test("filters narrow, pages join without a gap, and only admins look", async () => {
  const { db, sql } = await testDatabase();
  const admin = await aPerson(db, "Marta", { isAdmin: true, zone: "Pacific/Auckland" });
  const bo = await aPerson(db, "Bo");
  const asAdmin = await contextOf(db, admin, { now: Date.now() });
  const asBo = await contextOf(db, bo);
  for (let n = 0; n < 60; n++) await audit(db, asBo, n % 2 ? "sign_in" : "sign_out");
  await audit(db, asAdmin, "person_deactivated", { kind: "person", id: bo });
  await sql`delete from people where id = ${bo}`;

  const first = await listAudit(asAdmin, {});
  expect(first.entries).toHaveLength(50);
  expect(first.entries[0]).toMatchObject({
    action: "person_deactivated",
    actorName: "Marta",
    subjectName: null,
  });
  const second = await listAudit(asAdmin, { before: String(first.next) });
  expect([second.entries.length, second.next]).toEqual([11, null]);
  expect(new Set([...first.entries, ...second.entries].map(({ id }) => id)).size).toBe(61);

  const count = async (filter: object) => (await listAudit(asAdmin, filter)).entries.length;
  expect(await count({ action: "sign_in" })).toBe(30);
  expect(await count({ who: "mart" })).toBe(1);
  expect(await count({ who: bo, before: "10" })).toBe(9);
  expect(await count({ who: "%" })).toBe(0);
  const today = new Date().toLocaleDateString("en-CA", { timeZone: "Pacific/Auckland" });
  expect(await count({ from: today, to: today })).toBe(50);
  expect(await count({ from: "2020-01-01", to: "2020-01-02" })).toBe(0);
  expect((await refusal(listAudit(asAdmin, { action: "x" }))).code).toBe("invalid");
  expect((await refusal(listAudit(asBo, {}))).code).toBe("forbidden");
  expect((await refusal(exportAudit(asBo, {}))).code).toBe("forbidden");
});

test("which session it was is told to nobody who may not see it", async () => {
  const { db, context, ana, booking, sql } = await stage();
  const admin = await aPerson(db, "Marta", { isAdmin: true });
  const { id } = await bookSession(await context(ana), booking());
  const asAdmin = await contextOf(db, admin, { now: Date.now() });
  const told = async (by: typeof asAdmin) =>
    (await listAudit(by, {})).entries.map((entry) => entry.subjectId);
  expect(await told(asAdmin)).toEqual([id]);
  await sql`update sessions set is_private = true`;
  expect(await told(asAdmin)).toEqual([null]);
  expect((await exportAudit(asAdmin, {})).csv).not.toContain(id);
  await sql`update people set is_admin = true where id = ${ana}`;
  expect(await told(await context(ana))).toContain(id);
});

test("in the file a name that is a formula is text", async () => {
  const { db } = await testDatabase();
  const admin = await aPerson(db, "=HYPERLINK(1)", { isAdmin: true, email: "m@northlight.example" });
  const { csv, name } = await exportAudit(await contextOf(db, admin), {});
  expect(name).toBe("deskside-audit-2027-03-01.csv");
  expect(csv.split("\r\n")[1]).toMatch(/,'=HYPERLINK\(1\),audit_exported,/);
});
