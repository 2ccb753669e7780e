/** Every zone that can be chosen, by name; the given ones among them, also under an older name. */
export const zoneNames = (...also: string[]): string[] =>
  [...new Set(["UTC", ...also, ...Intl.supportedValuesOf("timeZone")])].sort();
