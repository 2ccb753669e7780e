import { randomInt } from "node:crypto";
import { isObject } from "./event-input";
import { invalid } from "./refusal";
import type { Conference, StoredEvent } from "./state";
import type { World } from "./world";

/**
 * The conference after a change: none, the one before, or a new one.
 * The same request id never makes a second link.
 * https://developers.google.com/workspace/calendar/api/guides/create-events#conferencing
 */
export function requestConference(
  world: World,
  conferenceData: unknown,
  before: Conference | undefined,
): Conference | undefined {
  if (!isObject(conferenceData)) return undefined;
  const request = conferenceData.createRequest;
  if (!isObject(request)) return before;
  const key = isObject(request.conferenceSolutionKey) ? request.conferenceSolutionKey.type : "hangoutsMeet";
  if (typeof request.requestId !== "string" || request.requestId === "" || key !== "hangoutsMeet") {
    throw invalid("Invalid conference type value.");
  }
  if (before?.requestId === request.requestId) return before;
  return {
    requestId: request.requestId,
    url: `https://meet.google.com/${letters(3)}-${letters(4)}-${letters(3)}`,
    status: { ready: "success", pending: "pending", failed: "failure" }[
      world.meetMode
    ] as Conference["status"],
    readsUntilReady: world.meetPendingReads,
  };
}

/** Links are made while nobody waits: one that is pending becomes ready after some reads. */
export function readConference(world: World, event: StoredEvent): void {
  if (event.conference?.status !== "pending") return;
  if (event.conference.readsUntilReady <= 0) {
    event.conference.status = "success";
    world.store(event);
  } else {
    event.conference.readsUntilReady--;
    world.onChange();
  }
}

const letters = (length: number) =>
  Array.from({ length }, () => String.fromCharCode("a".charCodeAt(0) + randomInt(26))).join("");
