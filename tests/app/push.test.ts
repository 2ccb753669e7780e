import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { calendarChannels } from "@/db/schema/calendar";
import { hashOf } from "@/lib/calendar/watch-calendars";
import { HOUR_MS } from "@/lib/time/instant";
import { aPerson, TEST_CONFIG } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

type Line = {
  answer?: { status: number; type: string | null; cookies: string[]; text: string };
  msg?: string;
  channel?: string | null;
};

/** The route in a process of its own, whose log can be read. */
async function pushed(databaseUrl: string, pushes: Record<string, string>[]): Promise<Line[]> {
  const strings = Object.entries(TEST_CONFIG).filter(([, value]) => typeof value === "string");
  const env = {
    ...process.env,
    ...(Object.fromEntries(strings) as Record<string, string>),
    ...{ DATABASE_URL: databaseUrl, ALLOWED_DOMAINS: "northlight.example", DESKSIDE_LOCAL: "1" },
    LOG_LEVEL: "info",
  };
  const args = ["--import", "tsx", "tests/app/push-in-process.ts"];
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(pushes.map((headers) => `${JSON.stringify(headers)}\n`).join(""));
  const lines = (await text(child.stdout)).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}

test("row 9: what is not Google's answers 404 and leaves one line in the log; what is answers 204; nobody reads the body", async () => {
  const { db, sql, url } = await testDatabase();
  const id = randomUUID();
  const personId = await aPerson(db, "Bo");
  await db.insert(calendarChannels).values({
    ...{ id, personId, calendarId: "bo@northlight.example", resourceId: "what is watched" },
    tokenHash: hashOf("secret"),
    expiresAt: Date.now() + HOUR_MS,
  });
  const genuine = {
    "x-goog-channel-id": id,
    "x-goog-channel-token": "secret",
    "x-goog-resource-id": "what is watched",
    "x-goog-resource-state": "exists",
  };
  const lines = await pushed(url, [
    { ...genuine, "x-goog-channel-token": "guessed" },
    { ...genuine, "x-goog-resource-id": "another" },
    { ...genuine, "x-goog-channel-id": "a line\\nof my own" },
    genuine,
  ]);
  const answers = lines.flatMap(({ answer }) => answer ?? []);
  const problem = { status: 404, type: "application/problem+json", cookies: [] };
  expect(answers.map(({ text, ...rest }) => rest)).toEqual([
    ...[problem, problem, problem],
    { status: 204, type: null, cookies: [] },
  ]);
  expect(JSON.parse(answers[0]?.text ?? "")).toMatchObject({ status: 404, code: "not_found" });
  const logged = lines.filter(({ answer }) => !answer);
  expect(logged.map(({ msg, channel }) => [msg, channel])).toEqual(
    [id, id, null].map((channel) => ["push refused", channel]),
  );
  expect(await sql`select name, data from pgboss.job order by name`).toEqual([
    { name: "refresh-busy", data: { personId } },
    { name: "sync-sessions", data: { personId } },
  ]);
}, 30_000);
