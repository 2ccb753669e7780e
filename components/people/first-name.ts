/** What colleagues call somebody in a sentence. As `lib/people/first-name`, which browsers' parts may not import. */
export const firstName = (name: string): string => name.split(" ")[0] ?? name;
