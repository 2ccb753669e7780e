import ICAL from "ical.js";
import { expect, test } from "vitest";
import { getMailSettings, renewFeed, turnOffFeed } from "@/lib/people/mail-settings";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { getFeed, getSessionFile } from "@/lib/sessions/get-feed";
import { DAY_MS, HOUR_MS } from "@/lib/time/instant";
import { refusal, START, stage } from "./stage";

async function feeds() {
  const on = await stage({ connect: [] });
  const tokenOf = async (personId: string) => {
    const { feedAddress } = await getMailSettings(await on.context(personId));
    return /\/api\/feed\/([\w-]+)\.ics$/.exec(feedAddress ?? "")?.[1] ?? "";
  };
  const newToken = async (personId: string) => {
    await renewFeed(await on.context(personId));
    return tokenOf(personId);
  };
  const book = async (title: string, start = START, partnerIds = [on.bo]) => {
    const request = await on.another(on.ana, title);
    const booking = on.booking({ requestId: request.id, start, partnerIds, askAnyway: true });
    return (await bookSession(await on.context(on.ana), booking)).id;
  };
  const read = async (token: string, now = Date.now()) =>
    titlesOf(await getFeed({ ...on.jobs(), now }, token));
  return { ...on, tokenOf, newToken, book, read };
}

const eventsOf = (file: string) =>
  new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
const titlesOf = (file: string) => eventsOf(file).map(({ summary }) => summary);

test("a feed has the person's own sessions, private ones too, soonest first", async () => {
  const on = await feeds();
  await on.book("Later", START + 4 * HOUR_MS);
  const mine = await on.book("Sooner");
  await on.sql`update sessions set is_private = true where id = ${mine}`;
  expect(await on.read(await on.newToken(on.ana))).toEqual(["Sooner", "Later"]);
  expect(await on.read(await on.newToken(on.bo))).toEqual(["Sooner", "Later"]);
  expect(await on.read(await on.newToken(on.cleo))).toEqual([]);
});

test("what was cancelled, did not happen or was left is not in it, and what is long over neither", async () => {
  const on = await feeds();
  const [off, gone, left] = [
    await on.book("Cancelled"),
    await on.book("Not held", START + 2 * HOUR_MS),
    await on.book("Left", START + 4 * HOUR_MS),
  ];
  await on.book("Stays", START + 6 * HOUR_MS);
  await cancelSession(await on.context(on.ana), { id: off });
  await on.sql`update sessions set state = 'not_held' where id = ${gone}`;
  await declineSession(await on.context(on.bo), { id: left });
  const token = await on.newToken(on.bo);
  expect(await on.read(token)).toEqual(["Stays"]);
  expect(await on.read(token, START + 90 * DAY_MS)).toEqual(["Stays"]);
  expect(await on.read(token, START + 91 * DAY_MS)).toEqual([]);
  expect(await on.read(await on.newToken(on.ana))).toEqual(["Left", "Stays"]);
});

test("without an address there is no feed; a new one ends the old; turned off none is good again", async () => {
  const on = await feeds();
  expect(await on.tokenOf(on.ana)).toBe("");
  const first = await on.newToken(on.ana);
  const second = await on.newToken(on.ana);
  expect(second).not.toBe(first);
  expect(await refusal(on.read(first))).toMatchObject({ code: "not_found" });
  expect(await on.read(second)).toEqual([]);
  await turnOffFeed(await on.context(on.ana));
  await turnOffFeed(await on.context(on.ana));
  expect(await on.tokenOf(on.ana)).toBe("");
  expect(await refusal(on.read(second))).toMatchObject({ code: "not_found" });
  const third = await on.newToken(on.ana);
  expect([first, second]).not.toContain(third);
  for (const old of [first, second]) expect(await refusal(on.read(old))).toMatchObject({ code: "not_found" });
  expect(await on.read(third)).toEqual([]);
});

test("every address that is not one is answered alike", async () => {
  const on = await feeds();
  const [ana, bo] = [await on.newToken(on.ana), await on.newToken(on.bo)];
  const changed = `${ana.slice(0, -2)}${ana.endsWith("AA") ? "BA" : "AA"}`;
  const mixed = `${bo.slice(0, 22)}${ana.slice(22)}`;
  const answers = [];
  for (const token of ["", "x", "%", ana.slice(1), changed, mixed, `${ana}A`, "_".repeat(65), "../../etc"])
    answers.push(await refusal(on.read(token)));
  await on.sql`update people set deactivated_at = now() where id = ${on.ana}`;
  answers.push(await refusal(on.read(ana)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ code: "not_found" });
});

test("another key makes other addresses; while the key before is still read, those of before work too", async () => {
  const on = await feeds();
  const token = await on.newToken(on.ana);
  const before = on.jobs().config;
  const config = { ...before, ENCRYPTION_KEY: Buffer.alloc(32, 9).toString("base64") };
  expect(await refusal(getFeed({ ...on.jobs(), config }, token))).toMatchObject({ code: "not_found" });
  const rotated = { ...config, OTHER_ENCRYPTION_KEYS: [before.ENCRYPTION_KEY] };
  expect(await getFeed({ ...on.jobs(), config: rotated }, token)).toContain("BEGIN:VCALENDAR");
});

test("the same content has the same bytes, so that nothing is sent twice", async () => {
  const on = await feeds();
  await on.book("Split it");
  const token = await on.newToken(on.ana);
  const first = await getFeed(on.jobs(), token);
  expect(await getFeed({ ...on.jobs(), now: Date.now() + HOUR_MS }, token)).toBe(first);
});

test("a session is a file for whoever may see it", async () => {
  const on = await feeds();
  const id = await on.book("Split it");
  const file = await getSessionFile(await on.context(on.cleo), { id });
  const [event] = eventsOf(file);
  expect(event?.summary).toBe("Split it");
  expect(event?.uid).toBe(`deskside${id.replaceAll("-", "")}@localhost`);
  await on.sql`update sessions set is_private = true where id = ${id}`;
  expect(await refusal(getSessionFile(await on.context(on.cleo), { id }))).toMatchObject({
    code: "not_found",
  });
  expect(eventsOf(await getSessionFile(await on.context(on.bo), { id }))).toHaveLength(1);
  expect(await refusal(getSessionFile(await on.context(on.bo), { id: "x" }))).toMatchObject({
    code: "invalid",
  });
});
