import type { Availability, DateOverride, WeeklyHours } from "@/lib/availability/availability";
import type { SlotQuestion } from "@/lib/availability/find-slots";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { addDays } from "@/lib/time/zone";

export type Workload = SlotQuestion & { requester: Availability | null; people: Availability[] };

const ZONES = [
  ..."Europe/Berlin Europe/London Europe/Dublin Europe/Madrid Europe/Warsaw Europe/Istanbul Africa/Cairo".split(
    " ",
  ),
  ..."Africa/Casablanca Africa/Lagos Africa/Johannesburg Asia/Gaza Asia/Dubai Asia/Karachi Asia/Kolkata".split(
    " ",
  ),
  ..."Asia/Kathmandu Asia/Bangkok Asia/Singapore Asia/Tokyo Asia/Seoul Australia/Perth Australia/Adelaide".split(
    " ",
  ),
  ..."Australia/Sydney Australia/Lord_Howe Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Honolulu".split(
    " ",
  ),
  ..."America/Los_Angeles America/Denver America/Phoenix America/Chicago America/New_York America/Toronto".split(
    " ",
  ),
  ..."America/Halifax America/St_Johns America/Sao_Paulo America/Santiago America/Bogota Atlantic/Azores UTC".split(
    " ",
  ),
];

const WEEKDAYS = [1, 2, 3, 4, 5];
const WEEKS: WeeklyHours[] = [
  [{ days: WEEKDAYS, from: "09:00", to: "17:00" }],
  [
    { days: WEEKDAYS, from: "09:00", to: "12:00" },
    { days: WEEKDAYS, from: "13:00", to: "17:30" },
  ],
  [
    { days: WEEKDAYS, from: "08:30", to: "12:15" },
    { days: [1, 2, 3, 4], from: "13:00", to: "17:00" },
  ],
  [{ days: [1, 2, 3, 4], from: "07:00", to: "17:00" }],
  [{ days: [3, 4, 5, 6, 7], from: "10:00", to: "18:00" }],
  [{ days: WEEKDAYS, from: "22:00", to: "06:00" }],
  [
    { days: [2, 3, 4], from: "16:00", to: "24:00" },
    { days: [3, 4, 5], from: "00:00", to: "02:00" },
  ],
];

/** Marsaglia's xorshift32: the same seed gives the same workload on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/**
 * A company of `count` people in 40 zones, each with 40 busy times in four weeks around the European spring change,
 * every third with a day off or other hours on one date. A third of the calendars are in no order.
 */
export function slotWorkload(count: number, seed = 1): Workload {
  const random = randomOf(seed);
  const from = Date.parse("2027-03-08T07:37Z");
  const person = (id: string): Availability => ({
    id,
    zone: ZONES[random(ZONES.length)] as string,
    weekly: structuredClone(WEEKS[random(3) > 0 ? random(3) : random(WEEKS.length)] as WeeklyHours),
    overrides: random(3) > 0 ? [] : [overrideOf(random)],
    busy: busyOf(random, from),
    ...(random(4) === 0 ? { bufferMin: 5 * random(4) } : {}),
  });
  return {
    from,
    to: from + 28 * DAY_MS,
    gridMin: 15,
    lengthMin: 50,
    bufferMin: 10,
    requester: {
      ...person("requester"),
      zone: "Europe/Berlin",
      weekly: structuredClone(WEEKS[1] as WeeklyHours),
    },
    people: Array.from({ length: count }, (_, i) => person(`p${i + 1}`)),
  };
}

function overrideOf(random: (below: number) => number): DateOverride {
  const date = addDays("2027-03-08", random(28));
  return { date, hours: random(2) === 0 ? [] : [{ from: "10:00", to: "14:00" }] };
}

function busyOf(random: (below: number) => number, from: number): [number, number][] {
  const busy = Array.from({ length: 40 }, (): [number, number] => {
    const start = from + random(28 * 24 * 4) * 15 * MINUTE_MS + (random(8) === 0 ? random(MINUTE_MS) : 0);
    return [start, start + (1 + random(8)) * (HOUR_MS / 4)];
  });
  return random(3) === 0 ? busy : busy.sort((a, b) => a[0] - b[0]);
}
