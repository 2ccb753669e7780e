/** Everything that could end a line, hide text or is no character at all becomes one space: for headers and names. */
export const oneLine = (text: string): string =>
  text.replace(/[\s\p{Cc}\p{Surrogate}\u2028-\u202e\u2066-\u2069\ufeff]+/gu, " ").trim();

/** At most `most` characters, cut between words; what is longer ends in an ellipsis. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > cut.length / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
