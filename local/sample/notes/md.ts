/** A line that starts something of its own, or is inside a table or quote, and so is never joined to the one before. */
const OWN_LINE = /^(\s*([-*>|]|\d+\.)\s|\||>|```|~~~|\s*$)/;

/**
 * Markdown as it would be typed into a form: the source's indentation is taken off, and the lines of one paragraph
 * or list item become one line. Fenced code keeps its lines.
 */
export function md(parts: TemplateStringsArray): string {
  const lines = parts.join("").split("\n");
  const indents = lines.slice(1).filter((line) => line.trim() !== "");
  const margin = Math.min(...indents.map((line) => line.length - line.trimStart().length));
  const text: string[] = [];
  let fenced = false;
  for (const line of lines.map((line, i) => (i === 0 ? line : line.slice(margin)).trimEnd())) {
    const isFence = line.startsWith("```");
    const previous = text.at(-1);
    const joins = previous && !previous.startsWith("```") && !OWN_LINE.test(line);
    if (!fenced && !isFence && joins) text[text.length - 1] = `${previous} ${line.trimStart()}`;
    else text.push(line);
    if (isFence) fenced = !fenced;
  }
  return text.join("\n").trim();
}
