import { expect, test } from "vitest";
import { composeMail } from "@/lib/mail/compose";

const words = {
  subject: "Bo said “not now”",
  heading: "Not now",
  paragraphs: ["Bo said “not now” to “Split the keyspace”, Tue 24 Nov 14:00–14:50."],
  link: { label: "Open the session", href: "https://deskside.example/sessions/1?a=1&b=2" },
  footer: "You choose what is mailed to you.",
};

const HOSTILE = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `</td></table><a href="https://evil.example">click</a>`,
  `&lt;b&gt; '" \\ ; , : \t`,
  `javascript:alert(1)`,
  `[link](https://evil.example)`,
  `עברית \u{1F600} e\u0301`,
];

test("text and HTML say the same, with one link each", () => {
  const { text, html } = composeMail({ ...words, facts: [["When", "Tue 14:00"]] });
  for (const part of ["Not now", "Split the keyspace", "When", "Tue 14:00", "You choose what is mailed"]) {
    expect(text).toContain(part);
    expect(html).toContain(part);
  }
  expect(text.match(/https?:\/\//g)).toHaveLength(1);
  expect(html.match(/<a [^>]*href="[^"]*"/g)).toHaveLength(1);
  expect(html).toContain('href="https://deskside.example/sessions/1?a=1&amp;b=2"');
});

test.each(HOSTILE)("what people type is text in the HTML: %s", (typed) => {
  const { html, text } = composeMail({
    subject: typed,
    heading: typed,
    paragraphs: [typed, typed],
    facts: [[typed, typed]],
    link: words.link,
    footer: typed,
  });
  const plain = composeMail(words).html;
  const tagsOf = (page: string) => new Set(page.match(/<[a-z][a-z0-9]*/g));
  expect(
    [...tagsOf(html)].filter((tag) => !tagsOf(plain).has(tag) && !/^<(table|tr|td|br)$/.test(tag)),
  ).toEqual([]);
  expect(html.match(/<a /g)).toHaveLength(1);
  expect(html).not.toMatch(/<(script|img)|="[^"]*javascript:/);
  expect(text).toContain(typed);
});

test("a subject is one line without marks that reorder it, and not endless", () => {
  const { subject } = composeMail({
    ...words,
    subject: `a\r\nBcc: x@y\u202eevil\u0000 ${"long ".repeat(60)}`,
  });
  expect(subject).toMatch(/^a Bcc: x@y evil long/);
  expect(subject).not.toMatch(/[\p{Cc}\u202e]/u);
  expect([...subject].length).toBeLessThanOrEqual(120);
});

test("both kinds of screen have colours", () => {
  const { html } = composeMail(words);
  expect(html).toContain('name="color-scheme" content="light dark"');
  expect(html).toContain("prefers-color-scheme: dark");
});
