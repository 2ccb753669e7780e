import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

// Here because it wants the production build, which the browser tests have; and in a process of its own, as people run it.
test("many people book the same hours over two processes: one of each ten wins, and calendars and rows agree", async () => {
  test.setTimeout(240_000);
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...["--import", "tsx", "local/measure.ts", "book", "--clients", "40", "--processes", "2"],
  ]);
  const { booked, refused, wins, broken } = JSON.parse(stdout);
  expect(booked).toBe(4);
  expect(wins).toHaveLength(2);
  expect(Object.keys(refused).toSorted().join(" ")).toMatch(/^(busy )?slot_taken$|^busy$/);
  expect(broken).toEqual({
    overlappingSeats: 0,
    sessionsWithoutEvent: 0,
    eventsWithoutSession: 0,
    duplicateEvents: 0,
    impossibleRequests: 0,
    lostHours: 0,
  });
});
