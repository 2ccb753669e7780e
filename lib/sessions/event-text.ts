import { firstName } from "../people/first-name";
import type { Place } from "./schema";

type Told = {
  readonly body: string;
  readonly understand: string;
  readonly bring: string;
  readonly requesterName: string;
  readonly hopes: readonly { name: string; text: string }[];
  readonly link: string;
};

/**
 * What the event says: the context as it was typed, and the way back. Google Calendar shows a description as HTML, so
 * the marks of HTML are written as references: nothing that somebody typed becomes a link, a picture or a tag. It takes
 * 8,192 characters; what is longer ends in an ellipsis, the way back never does.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events (`description`)
 */
export function eventDescription({ body, understand, bring, requesterName, hopes, link }: Told): string {
  const parts = [
    body,
    titled(`What ${requesterName} wants to understand`, understand),
    titled(`What ${requesterName} brings`, bring),
    ...hopes.map(({ name, text }) => titled(`What ${name} hopes to learn`, text)),
  ].filter((part) => part.trim() !== "");
  const text = literally(parts.join("\n\n"));
  return `${text === "" ? "" : `${text}\n\n`}Session page and note: ${link}`;
}

const MOST_CHARACTERS = 6_000;

const REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Cut by whole characters, so that neither a reference nor an emoji is left in two. */
function literally(text: string): string {
  let shown = "";
  for (const character of text) {
    const written = REFERENCES[character] ?? character;
    if (shown.length + written.length > MOST_CHARACTERS) return `${shown} …`;
    shown += written;
  }
  return shown;
}

const titled = (title: string, text: string) => (text.trim() === "" ? "" : `${title}:\n${text}`);

/** Whether Google makes a Meet link; a desk to be agreed on has one meanwhile. */
export const isVideo = (place: Place): boolean => place === "video" || place === "either";

/** `Ana’s desk`; nothing where there is a link instead. */
export function locationWords(place: Place, requesterName: string, partnerName: string | undefined) {
  const name = place === "my_desk" ? requesterName : place === "your_desk" ? partnerName : undefined;
  return name && `${firstName(name)}’s desk`;
}
