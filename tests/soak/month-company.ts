import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PgBoss } from "pg-boss";
import { onTestFinished } from "vitest";
import { connect } from "@/db/client";
import { beginConsent } from "@/lib/calendar/begin-consent";
import { finishConsent } from "@/lib/calendar/finish-consent";
import { receivePush } from "@/lib/calendar/receive-push";
import type { Config } from "@/lib/config";
import { enqueue } from "@/lib/jobs/queue";
import { resumeEvents } from "@/lib/sessions/resume-events";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import { type Running, startProcess } from "@/local/processes";
import { aPerson, aTeam, contextOf, jobContextOn, TEST_CONFIG } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { virtualClock } from "./virtual-clock";

/** One in ten never connects a calendar: colleagues can read when they are busy, and their sessions have no event. */
export type Member = {
  readonly id: string;
  readonly email: string;
  readonly teamId: string;
  readonly connects: boolean;
};
export type Company = Awaited<ReturnType<typeof monthCompany>>;

const TEAM_SIZE = 10;

/**
 * A company with calendars in the local Google, real workers, a door for Google's pushes, and one clock for the
 * database, Google and everybody in it.
 */
export async function monthCompany({ people: size, start }: { people: number; start: EpochMs }) {
  const database = await testDatabase();
  const clock = await virtualClock(database, start);
  const { db, client: sql, close } = connect(database.url, { max: 12 });
  onTestFinished(close);

  const door = createServer();
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  onTestFinished(() => void door.close());
  const origin = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;

  const google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
    now: clock.now,
  });
  onTestFinished(() => google.close());
  const config: Partial<Config> = {
    DATABASE_URL: database.url,
    GOOGLE_BASE_URL: google.baseUrl,
    AUTH_URL: origin,
  };
  const jobs = () => jobContextOn(db, { now: clock.now(), config });
  const context = (personId: string) => contextOf(db, personId, { now: clock.now(), config });

  let pushes = 0;
  door.on("request", async (request, response) => {
    request.resume();
    pushes += 1;
    const status = await receivePush(jobs(), request.headers).then(
      () => 204,
      () => 404,
    );
    response.writeHead(status).end();
  });

  const members: Member[] = [];
  let teamId = "";
  for (let n = 0; n < size; n++) {
    if (n % TEAM_SIZE === 0) teamId = await aTeam(db, `Team ${n / TEAM_SIZE + 1}`);
    const name = `Person ${String(n + 1).padStart(3, "0")}`;
    const email = `${name.toLowerCase().replace(" ", ".")}@northlight.example`;
    google.control.addPeople([{ email, name, zone: "Europe/Berlin", group: teamId }]);
    const id = await aPerson(db, name, { teamId, maxPerWeek: 50, noticeMin: 0, onboardedAt: start - DAY_MS });
    members.push({ id, email, teamId, connects: n % 10 !== 9 });
  }

  /** The whole way through Google's consent page, as their browser would go it. */
  async function reconnect({ id, email }: Member): Promise<void> {
    const actor = await context(id);
    const { url, sealed } = await beginConsent(actor, {});
    const answer = await fetch(`${url}&${new URLSearchParams({ person: email })}`, { redirect: "manual" });
    const back = new URL(answer.headers.get("location") ?? "").searchParams;
    await finishConsent(actor, { code: back.get("code"), state: back.get("state"), sealed });
    await resumeEvents(actor, id);
  }

  const boss = new PgBoss({ connectionString: database.url, max: 2, supervise: false, schedule: false });
  await boss.start();
  onTestFinished(() => boss.stop({ graceful: false }));

  const workers: Running[] = [];
  const startWorker = () =>
    workers.push(
      startProcess("tsx", ["lib/jobs/run-worker.ts"], {
        env: { ...process.env, ...environmentOf({ ...TEST_CONFIG, ...config }) },
      }),
    );
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  });

  return {
    ...{ db, sql, clock, google: google.control, members, context, jobs, reconnect, startWorker },
    pushes: () => pushes,
    workers,
    /** A worker dies at once, with whatever it has in hand; another one starts. */
    killWorker() {
      const worker = workers.shift();
      if (worker) process.kill(-worker.pid, "SIGKILL");
      startWorker();
    },
    /** Those who connected once and cannot be read now. */
    async shutOut(): Promise<Member[]> {
      const rows = await sql<{ id: string }[]>`
        select person_id as id from calendar_connections where state <> 'connected' order by 1`;
      return members.filter(({ id }) => rows.some((row) => row.id === id));
    },
    /** The slow poll, which the schedule would start each minute. */
    poll: () => enqueue(db, "poll-calendars", {}),
    /** pg-boss looks for jobs whose worker is gone. It does so by itself once a minute of real time. */
    supervise: () => boss.supervise(),
    /**
     * Waits until nothing is under way and whatever was queued to be done at once is done. Jobs whose time has come, and
     * those to be tried again, are found by the workers in the seconds after.
     * @returns whether that came true within `mostMs` of real time
     */
    async settled(mostMs: number, { all = false } = {}): Promise<boolean> {
      const deadline = performance.now() + mostMs;
      for (;;) {
        const [row] = await sql<{ due: number }[]>`
          select count(*)::int as due from pgboss.job
          where state = 'active' or (state in ('created', 'retry') and start_after <= now()
            and (${all} or (state = 'created' and start_after <= created_on)))`;
        if (row?.due === 0) return true;
        if (performance.now() > deadline) return false;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
}

const environmentOf = ({ DESKSIDE_LOCAL, ALLOWED_DOMAINS, ADMIN_EMAILS, ...rest }: Config) => ({
  ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
  DESKSIDE_LOCAL: DESKSIDE_LOCAL ? "1" : "0",
  ALLOWED_DOMAINS: ALLOWED_DOMAINS.join(","),
  ADMIN_EMAILS: ADMIN_EMAILS.join(","),
});
