import { type Hours, onDays, shortFriday, split, week } from "./hours";
import type { TeamKey } from "./teams";

const BERLIN = "Europe/Berlin";
const LONDON = "Europe/London";
const NEW_YORK = "America/New_York";
const SAO_PAULO = "America/Sao_Paulo";
const KOLKATA = "Asia/Kolkata";
const TOKYO = "Asia/Tokyo";

/** Whether Deskside may read the calendar: `revoked` once could, `never` was never asked. */
type Connection = "connected" | "revoked" | "never";

type Details = {
  hours?: Hours;
  connection?: Connection;
  isAdmin?: boolean;
  paused?: boolean;
  maxPerWeek?: number;
  bufferMin?: number;
  noticeMin?: number;
};

const person = <K extends string>(
  key: K,
  name: string,
  team: TeamKey,
  zone: string,
  details: Details = {},
) => ({
  key,
  name,
  email: `${key}@northlight.example`,
  team,
  zone,
  hours: details.hours ?? week("09:00", "17:30"),
  connection: details.connection ?? "connected",
  isAdmin: details.isAdmin ?? false,
  paused: details.paused ?? false,
  maxPerWeek: details.maxPerWeek ?? 3,
  bufferMin: details.bufferMin ?? 10,
  noticeMin: details.noticeMin ?? 240,
});

const ANAS_HOURS: Hours = [
  { days: [1, 2, 4], from: "09:00", to: "17:30" },
  { days: [3], from: "10:00", to: "13:00" },
  { days: [3], from: "14:00", to: "18:00" },
  { days: [5], from: "09:00", to: "15:30" },
];

export const people = [
  person("ana", "Ana Ribeiro", "backend", BERLIN, { hours: ANAS_HOURS }),
  person("otto", "Otto Berg", "backend", BERLIN, { hours: week("08:00", "16:30") }),
  person("elif", "Elif Aydın", "backend", BERLIN, { hours: shortFriday("09:30", "18:00", "15:00") }),
  person("rafael", "Rafael Nogueira", "backend", SAO_PAULO),
  person("farah", "Farah Siddiqui", "backend", LONDON, { hours: split("08:00", "12:00", "13:30", "18:00") }),
  person("arjun", "Arjun Pillai", "backend", KOLKATA, { hours: week("11:00", "20:00") }),

  person("ines", "Inês Moreau", "web", LONDON, { bufferMin: 5 }),
  person("wren", "Wren Castillo", "web", NEW_YORK, { hours: week("08:30", "17:00") }),
  person("caio", "Caio Duarte", "web", SAO_PAULO, { hours: week("08:30", "17:30") }),
  person("mei", "Mei-Lin Zhou", "web", LONDON, { hours: week("10:00", "18:30") }),
  person("jonas", "Jonas Lindqvist", "web", BERLIN, { hours: shortFriday("08:30", "17:00", "13:00") }),

  person("ravi", "Ravi Menon", "mobile", KOLKATA, { hours: week("11:00", "20:00") }),
  person("noor", "Noor Haddad", "mobile", BERLIN),
  person("tessa", "Tessa Whitfield", "mobile", LONDON, { hours: onDays([1, 2, 3, 4], "08:30", "17:30") }),
  person("haruto", "Haruto Endo", "mobile", TOKYO, { hours: week("10:30", "19:30") }),
  person("luana", "Luana Prado", "mobile", SAO_PAULO, { connection: "never" }),

  person("bo", "Bo Larsen", "platform", NEW_YORK, { hours: week("08:00", "17:00") }),
  person("hana", "Hana Novak", "platform", BERLIN, { maxPerWeek: 4 }),
  person("priya", "Priya Raman", "platform", KOLKATA, {
    hours: week("11:30", "20:00"),
    connection: "revoked",
  }),
  person("lena", "Lena Vogt", "platform", BERLIN, { hours: split("07:30", "12:30", "14:30", "17:30") }),
  person("gwen", "Gwen Pritchard", "platform", LONDON, { paused: true }),
  person("thiago", "Thiago Meireles", "platform", SAO_PAULO),

  person("sam", "Sam Okafor", "sre", LONDON, { maxPerWeek: 4, noticeMin: 120 }),
  person("kofi", "Kofi Mensah", "sre", LONDON, { hours: shortFriday("09:00", "17:30", "14:00") }),
  person("yuki", "Yuki Mori", "sre", TOKYO, { hours: week("10:00", "19:00") }),
  person("marta", "Marta Kowalska", "sre", BERLIN, { isAdmin: true }),
  person("dana", "Dana Reyes", "sre", NEW_YORK, { hours: onDays([1, 2, 3, 4], "08:00", "18:00") }),

  person("jun", "Jun Watanabe", "data", TOKYO, { hours: week("10:00", "19:00") }),
  person("dag", "Dag Eriksen", "data", BERLIN, { hours: week("08:00", "16:00") }),
  person("amara", "Amara Diallo", "data", LONDON),
  person("zoe", "Zoe Kessler", "data", NEW_YORK),
  person("siddharth", "Siddharth Rao", "data", KOLKATA, { hours: split("10:00", "13:00", "15:00", "20:00") }),

  person("ulrike", "Ulrike Brandt", "security", BERLIN, { noticeMin: 1440 }),
  person("joaquin", "Joaquín Ferrer", "security", NEW_YORK),
  person("amina", "Amina Yusuf", "security", LONDON, { hours: week("09:30", "18:00") }),
  person("kenji", "Kenji Arai", "security", TOKYO, { hours: week("10:30", "19:30") }),

  person("tomasz", "Tomasz Wrona", "support", BERLIN, { hours: week("08:00", "16:30") }),
  person("grace", "Grace Adeyemi", "support", LONDON, { bufferMin: 0 }),
  person("leticia", "Letícia Campos", "support", SAO_PAULO),
  person("meera", "Meera Joshi", "support", KOLKATA, { hours: split("09:00", "13:00", "16:00", "20:00") }),
  person("cole", "Cole Hendricks", "support", NEW_YORK, { hours: onDays([3, 4, 5, 6, 7], "09:00", "17:00") }),

  person("bjorn", "Björn Aaltonen", "sales", BERLIN),
  person("sofia", "Sofia Marchetti", "sales", LONDON, { hours: week("08:30", "17:00") }),
  person("terrence", "Terrence Boyd", "sales", NEW_YORK, { maxPerWeek: 2 }),
  person("keiko", "Keiko Tanabe", "sales", TOKYO, { connection: "never" }),
] as const;

export type PersonKey = (typeof people)[number]["key"];

/** Days that differ from the week, counted from the day of filling; no hours is a day off. */
export const overrides: {
  person: PersonKey;
  inDays: number;
  hours: { from: string; to: string }[];
  reason: string;
}[] = [
  { person: "ana", inDays: 10, hours: [{ from: "13:30", to: "17:30" }], reason: "moving house" },
  { person: "hana", inDays: 8, hours: [], reason: "day off" },
  { person: "sam", inDays: 11, hours: [{ from: "09:00", to: "12:00" }], reason: "school play" },
  { person: "noor", inDays: 15, hours: [], reason: "day off" },
  { person: "noor", inDays: 16, hours: [], reason: "day off" },
  { person: "arjun", inDays: 9, hours: [{ from: "14:00", to: "22:00" }], reason: "release evening" },
];
