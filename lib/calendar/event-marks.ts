import { createHash } from "node:crypto";

/** The texts of an event that people may put into their own words in Google. */
export type EventText = "summary" | "description" | "location";

type Texts = { readonly [T in EventText]?: string | null | undefined };
type Properties = { readonly [name: string]: string | null | undefined };

const MARK_NAMES: Record<EventText, string> = {
  summary: "desksideSummary",
  description: "desksideDescription",
  location: "desksideLocation",
};

const NAMES = Object.keys(MARK_NAMES) as EventText[];

/**
 * What goes into the event's private properties together with the texts, in the same call, so that it is never older
 * than they are: a short hash of each text that is written. `null` takes a text away, which is marked too.
 */
export const marksOf = (texts: Texts): Record<string, string> =>
  Object.fromEntries(
    NAMES.flatMap((name) => (texts[name] === undefined ? [] : [[MARK_NAMES[name], hashOf(texts[name])]])),
  );

/** Which texts are not those that were written last: somebody edited them. Without a mark a text counts as ours. */
export const editedTexts = (texts: Texts, properties: Properties | undefined): EventText[] =>
  NAMES.filter((name) => {
    const mark = properties?.[MARK_NAMES[name]];
    return typeof mark === "string" && mark !== hashOf(texts[name]);
  });

/** Blanks and line ends are told apart by no reader, and a calendar may trim them. */
const hashOf = (text: string | null | undefined): string =>
  createHash("sha256")
    .update((text ?? "").trim().replace(/\s+/g, " "))
    .digest("base64url")
    .slice(0, 12);
