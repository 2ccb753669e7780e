import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "@/components/ui/markdown";
import { isTangled } from "@/components/ui/tangled-markdown";

/** As long as a note's part may be. */
const LONGEST = 10_000;
const UNITS = [
  "[",
  "![[]()",
  "[a](",
  "*a_",
  "*a",
  "**a",
  "_a ",
  "> ",
  "- ",
  "1. ",
  "`",
  "<a",
  "![",
  "|a",
  "|-|\n",
];
const MORE = [
  "~~",
  "[^1]",
  "&",
  "http://a ",
  "a@b.c ",
  "((",
  "www.a.",
  "* a\n  ",
  "a\n\n",
  "a\n",
  "# a\n",
  "- a\n",
  "\t- ",
];
const SLOWEST_MS = 1_000;

test.each([...UNITS, ...MORE])("%j over and over is drawn within a second", (unit) => {
  const text = unit.repeat(Math.floor(LONGEST / unit.length));
  renderToStaticMarkup(<Markdown text="warm" />);
  const from = performance.now();
  renderToStaticMarkup(<Markdown text={text} />);
  expect(performance.now() - from).toBeLessThan(SLOWEST_MS);
});

test("lists in lists and quotes in quotes, each deeper than the last, are drawn within a second", () => {
  for (const mark of ["- a", "> a", "1. a"]) {
    let text = "";
    for (let depth = 0; text.length < LONGEST - 300; depth++) text += `${" ".repeat(depth * 2)}${mark}\n`;
    const from = performance.now();
    renderToStaticMarkup(<Markdown text={text} />);
    expect(performance.now() - from).toBeLessThan(SLOWEST_MS);
  }
});

test("nearly as deep as is drawn takes no time to tell", () => {
  for (const mark of ["> ", "- ", ">", "1. ", "  -   "]) {
    const from = performance.now();
    expect(isTangled(`${mark.repeat(19)}x\n`.repeat(100))).toBe(false);
    expect(performance.now() - from).toBeLessThan(100);
  }
});

test("what people write is drawn as markdown, tangled text as it was typed", () => {
  const note =
    "We saw `a*b` and **this**, [here](https://a.example).\n\n- one\n  - two\n    1. three\n\n".repeat(100);
  expect(isTangled(note)).toBe(false);
  const code = `\`\`\`sql\n${"select a_b, c_d from t;\n".repeat(50)}\`\`\``;
  expect(isTangled(code)).toBe(false);
  const patch = `\`\`\`\n${"const [a_b, c_d] = *x <y>;\n".repeat(200)}\`\`\``;
  expect(isTangled(patch)).toBe(false);
  expect(isTangled(`<div>\n${patch}`)).toBe(true);
  const shown = renderToStaticMarkup(<Markdown text={"<b>".repeat(500)} />);
  expect(shown).toContain("&lt;b&gt;");
  expect(shown).not.toContain("<b>");
});
