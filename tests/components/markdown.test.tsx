import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown, safeUrl } from "@/components/ui/markdown";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test("raw HTML is shown, not run", () => {
  const shown = html('<img src=x onerror="alert(1)"> and <script>alert(1)</script>');
  expect(shown).not.toMatch(/<(img|script)/);
  expect(shown).toContain("&lt;script&gt;");
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "//elsewhere.example/x",
  "relative/page",
])("a link to %j loses its target", (url) => {
  expect(safeUrl(url, "href", {} as never)).toBe("");
});

test.each(["https://example.com/a?b=c#d", "http://example.com", "mailto:bo@example.com", "/notes/1", "#a"])(
  "a link to %s keeps it",
  (url) => {
    expect(safeUrl(url, "href", {} as never)).toBe(url);
  },
);

test("a link without a safe target is plain text", () => {
  expect(html("[press](javascript:alert(1))")).not.toContain("<a");
  expect(html("[press](javascript:alert(1))")).toContain("press");
});

test("a picture from elsewhere becomes a link, so that nobody is told who reads", () => {
  const shown = html("![the graph](https://elsewhere.example/pixel.png)");
  expect(shown).not.toContain("<img");
  expect(shown).toContain('href="https://elsewhere.example/pixel.png"');
});

test("a heading inside a note never outranks the page's own", () => {
  expect(html("# Big")).toContain("<h3>Big</h3>");
});

const HOSTILE = [
  ..."[]()!<>`*_#|~\\\"' =:&\n\t\u0000a1/",
  ...[
    "<script>",
    "</script>",
    "<img src=x onerror=",
    "<svg onload=",
    "javascript:",
    "data:text/html,",
    "&#x6a;avascript:",
  ],
  ...[
    "](",
    "https://example.com",
    "//elsewhere.example",
    "[a]: ",
    "```",
    "<!--",
    "<a href=",
    "<style>",
    "- [x] ",
    "|-|",
  ],
];

test("whatever is written, the page has known elements, known attributes and safe addresses", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...HOSTILE), { maxLength: 40 }), (pieces) => {
      const shown = html(pieces.join(""));
      for (const [, name, attributes = ""] of shown.matchAll(/<\/?([a-z0-9]+)((?:\s[^<>]*)?)\/?>/gi)) {
        expect(name).toMatch(
          /^(p|a|em|strong|del|code|pre|br|hr|ul|ol|li|blockquote|h[1-6]|table|thead|tbody|tr|th|td|input|div|span|button|svg|path|rect|sup|section)$/,
        );
        const bare = attributes.replaceAll(/="[^"]*"/g, "");
        expect(bare).not.toMatch(/\s(on\w+|style|src|srcdoc|formaction)\b/i);
        const [, address] = /\shref="([^"]*)"/.exec(attributes) ?? [];
        if (address !== undefined) expect(address).toMatch(/^(https?:|mailto:|\/(?!\/)|#)/i);
      }
      expect(shown.replaceAll(/<\/?[a-z0-9]+(?:\s[^<>]*)?\/?>/gi, "")).not.toContain("<");
    }),
    { numRuns: 300 },
  );
});
