import { expect, test } from "vitest";
import { eventIdOf } from "@/lib/calendar/google-events";
import { HANDLERS } from "@/lib/jobs/registry";
import { completeSession } from "@/lib/sessions/complete-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { group } from "./group";
import { mailOf, refusal } from "./stage";

/** Bo of Backend and Cleo of SRE are booked, and the event is in Google. */
async function bookedGroup() {
  const on = await group();
  const { id } = await on.both();
  await on.work("send-invite", id);
  const sync = () => HANDLERS["sync-sessions"](on.jobs(), { personId: on.ana });
  return {
    ...on,
    id,
    respond: async (name: string, answer: "accepted" | "declined") => {
      on.control.respond(mailOf(name), eventIdOf(id), answer);
      await sync();
      await on.work("update-event", id);
    },
    told: async (personId: string, kind: string) =>
      (await on.sql`select text from notices where person_id = ${personId} and kind = ${kind}`).length,
  };
}

test("one of a group who declines in Google gives up their seat alone, and a yes in time has it again", async () => {
  const { id, respond, seated, stateOf, sql, cleo, bo, told } = await bookedGroup();
  await respond("Cleo", "declined");
  expect(await seated(id)).toEqual(["Ana", "Bo"]);
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["SRE"] });
  expect(await sql`select person_id from declines`).toEqual([{ person_id: cleo }]);
  expect(await told(bo, "declined")).toBe(1);
  await respond("Cleo", "accepted");
  expect(await seated(id)).toEqual(["Ana", "Bo", "Cleo"]);
  expect(await stateOf(id)).toEqual({ state: "booked", request: "booked", openSeats: [] });
});

test("a yes in Google after somebody else took that seat comes too late, also while another seat is free", async () => {
  const { id, respond, seated, stateOf, as, offer, cleo, told } = await bookedGroup();
  await respond("Cleo", "declined");
  await offerToPair(as.dag, offer());
  await respond("Bo", "declined");
  await respond("Cleo", "accepted");
  expect(await seated(id)).toEqual(["Ana", "Dag"]);
  expect(await stateOf(id)).toEqual({ state: "needs_partner", request: "open", openSeats: ["Backend"] });
  expect(await told(cleo, "accepted")).toBe(1);
});

test("a group of which a seat stayed free was not held", async () => {
  const { as, offer, sql } = await group();
  const { id } = await offerToPair(as.bo, offer());
  await sql`update sessions set start_at = now() - interval '1 minute', end_at = now() + interval '49 minutes'`;
  const held = await refusal(completeSession(as.bo, { id, outcome: "held" }));
  expect(held.message).toBe("Not all its seats were taken.");
  await completeSession(as.bo, { id, outcome: "not_held" });
  expect(await sql`select state from requests`).toEqual([{ state: "open" }]);
});
