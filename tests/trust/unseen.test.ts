import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { avoidances, workingHours } from "@/db/schema/people";
import { feedToken } from "@/lib/people/feed-token";
import { getFeed } from "@/lib/sessions/get-feed";
import { ask, contextsOf, letters } from "./ask";
import { type Company, company, type Role } from "./company";
import { TRIES, type Try } from "./matrix";

let at: Company;
beforeAll(async () => {
  at = await company();
});
afterAll(() => at.close());

// An export of the audit log has its own entry in it, with the moment; the list of the same entries is here.
const reads = TRIES.filter(({ useCase }) =>
  /\.(get|list|find|count|follow|why|exportWalls|summarise)/.test(useCase),
);

/** Hundreds of questions. */
const WAIT = { timeout: 60_000 };

/** All that these people are told, by who asks and what. */
async function told(roles: readonly Role[], tries: readonly Try[]): Promise<Record<string, string>> {
  const contexts = await contextsOf(at, roles);
  const all = tries.flatMap((one) =>
    roles.map(async (role) => [`${role}: ${one.name}`, letters(await ask(at, contexts[role], one))] as const),
  );
  return Object.fromEntries(await Promise.all(all));
}

const differing = (one: Record<string, string>, other: Record<string, string>) =>
  Object.keys(one).filter((name) => one[name] !== other[name]);

/** The avoider's own settings say it, and nothing else; what is about times says that there are none. */
test(
  "an avoidance cannot be told from no common time, by whom it is about or by anybody else",
  WAIT,
  async () => {
    const others = ["colleague", "observer", "requester", "admin"] as const;
    const without = await told(others, reads);
    for (const avoidedId of [at.ana, at.cleo])
      await at.db.insert(avoidances).values({ personId: at.bo, avoidedId });
    const avoided = await told(others, reads);
    await at.db.delete(avoidances);
    const hours = await at.db.delete(workingHours).where(eq(workingHours.personId, at.bo)).returning();
    const noTime = await told(others, reads);
    await at.db.insert(workingHours).values(hours);

    expect(differing(without, avoided)).toEqual([
      "requester: matching.findMatches a request",
      "requester: matching.findMatches a request, another length",
      ...others.map((role) => `${role}: matching.summariseMatches requests`),
      "requester: matching.whyNot a request with a private session",
      ...others.map((role) => `${role}: knowledge.getSystem a system`),
      ...others.map((role) => `${role}: knowledge.getWalls two teams`),
    ]);
    // Of sessions that they sit in together, which an avoidance does not undo.
    expect(differing(avoided, noTime)).toEqual([
      "requester: sessions.findNewTimes a session ahead",
      "requester: sessions.findNewTimes a private one",
    ]);
  },
);

test(
  "a private session is in no answer, count, refusal or feed of anybody without a seat, admins and who declined neither",
  WAIT,
  async () => {
    const outsiders = ["colleague", "observer", "admin"] as const;
    const tries = TRIES.filter((one) => reads.includes(one) || one.name.includes("private"));
    const feeds = () => Promise.all([at.cleo, at.olga, at.dora].map(feedOf));

    const before = { told: await told(outsiders, tries), feeds: await feeds() };
    const inside = await told(["participant"], tries);
    await at.sql`delete from sessions where is_private`;

    expect(differing(before.told, await told(outsiders, tries))).toEqual([]);
    expect(await feeds()).toEqual(before.feeds);
    // Whoever sits there sees it in every one of these places, so each of them could have told.
    const seen = differing(inside, await told(["participant"], tries)).filter(
      (name) => !name.includes("private one"),
    );
    expect(seen).toEqual(
      [
        ...["sessions.listMySessions their own", "requests.getRequest a request with a private session"],
        ...["notes.findNotes all", "notes.findNotes by a person", "notes.listNotesOn a system"],
        ...["knowledge.getSystem a system", "knowledge.listSystems all"],
      ].map((name) => `participant: ${name}`),
    );
  },
);

async function feedOf(personId: string): Promise<string> {
  const context = await at.contextOf(personId);
  return getFeed(context, feedToken(personId, 1, context.config.ENCRYPTION_KEY));
}
