/** Names that browsers and Node still answer with, and what the places are called today (tzdata, `backward`). */
const TODAY: Record<string, string> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

/** The same zone by its name of today. */
export const zoneToday = (zone: string): string => TODAY[zone] ?? zone;

/** Every zone that can be chosen, by name; the given ones among them, also under an older name. */
export const zoneNames = (...also: string[]): string[] =>
  [...new Set(["UTC", ...also, ...Intl.supportedValuesOf("timeZone").map(zoneToday)])].sort();
