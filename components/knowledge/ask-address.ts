import { firstName } from "@/components/people/first-name";

/** The form of a new request, filled in: whoever posts it sits down with this person. */
export const askHref = (
  { slug, name }: { slug: string; name: string },
  person: { id: string; name: string },
): string =>
  `/requests/new?${new URLSearchParams({
    system: slug,
    person: person.id,
    title: `${name}: sit down with ${firstName(person.name)}`,
  })}`;
