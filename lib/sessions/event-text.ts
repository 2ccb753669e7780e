import type { Place } from "./schema";

type Told = {
  readonly body: string;
  readonly understand: string;
  readonly bring: string;
  readonly requesterName: string;
  readonly hopes: readonly { name: string; text: string }[];
  readonly link: string;
};

/** What the event says: the context in plain text, and the way back. Google takes 8 KB; most requests are far shorter. */
export function eventDescription({ body, understand, bring, requesterName, hopes, link }: Told): string {
  const parts = [
    body,
    titled(`What ${requesterName} wants to understand`, understand),
    titled(`What ${requesterName} brings`, bring),
    ...hopes.map(({ name, text }) => titled(`What ${name} hopes to learn`, text)),
  ].filter((part) => part.trim() !== "");
  const text = parts.join("\n\n");
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
  return `${cut === "" ? "" : `${cut}\n\n`}Session page and note: ${link}`;
}

const MOST_CHARACTERS = 6_000;

const titled = (title: string, text: string) => (text.trim() === "" ? "" : `${title}:\n${text}`);

/** Whether Google makes a Meet link; a desk to be agreed on has one meanwhile. */
export const isVideo = (place: Place): boolean => place === "video" || place === "either";

/** `Ana’s desk`; nothing where there is a link instead. */
export function locationWords(place: Place, requesterName: string, partnerName: string | undefined) {
  const name = place === "my_desk" ? requesterName : place === "your_desk" ? partnerName : undefined;
  return name && `${name.split(" ")[0]}’s desk`;
}
