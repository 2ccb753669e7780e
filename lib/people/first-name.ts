/** What colleagues call somebody in a sentence: the name up to its first space. */
export const firstName = (name: string): string => name.split(" ")[0] ?? name;
