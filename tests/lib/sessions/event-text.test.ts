import { expect, test } from "vitest";
import { eventDescription } from "@/lib/sessions/event-text";

const LINK = "https://pairing.example/sessions/1";
const told = (over: object) =>
  eventDescription({
    body: "",
    understand: "",
    bring: "",
    requesterName: "Ana",
    hopes: [],
    link: LINK,
    ...over,
  });

/** How a page that takes HTML would read it: tags apart from text. */
function read(description: string) {
  const tags = description.match(/<[^>]*>?/g) ?? [];
  const text = description
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|amp);/g, (_, name: "lt" | "gt" | "amp") => {
      return { lt: "<", gt: ">", amp: "&" }[name];
    });
  return { tags, text };
}

test("what somebody typed is shown as it was typed, and is no HTML", () => {
  const typed = `<a href="https://evil.example">Join here</a> & <img src=x onerror=alert(1)> &lt;b&gt; if (a<b && b>c)`;
  const fields = { body: typed, understand: typed, bring: typed, hopes: [{ name: "Bo <Bo>", text: typed }] };
  const { tags, text } = read(told(fields));
  expect(tags).toEqual([]);
  expect(text.split(typed)).toHaveLength(5);
  expect(text).toContain("What Bo <Bo> hopes to learn:");
});

test("the way back is the last line, whole, however long the rest is", () => {
  for (const body of ["", "short", "<&>".repeat(4_000), "👩‍💻".repeat(4_000), `a${"👩‍💻".repeat(4_000)}`]) {
    const description = told({ body });
    expect(description.length).toBeLessThan(8_192);
    expect(description.split("\n").at(-1)).toBe(`Session page and note: ${LINK}`);
    expect(description).not.toMatch(/&(?!(?:lt|gt|amp);)/);
    expect(description.isWellFormed()).toBe(true);
  }
});
