/** In one paragraph; the parser's time grows with their square: 3,000 take seconds. A dense paragraph has some 60. */
const MOST_MARKS = 300;
/** One inside another; the parser calls itself for each, and 5,000 end its stack. */
const MOST_NESTED = 20;
/** Paragraphs, list items and other lines that begin something. */
const MOST_LINES = 1_500;

const DEEP = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${MOST_NESTED}}`, "m");
/** Code between fences is not looked into for marks; an HTML block can hide a fence from the parser. */
const FENCED = /^```[^`\n]*\n[\s\S]*?^```/gm;
const HTML_BLOCK = /^[ \t]*</m;

/** Whether markdown is so tangled that drawing it would hold up everybody who opens the page. Nobody writes so by hand. */
export function isTangled(text: string): boolean {
  if (text.split("\n").length > MOST_LINES || DEEP.test(text) || hasDeepIndent(text)) return true;
  const prose = HTML_BLOCK.test(text) ? text : text.replace(FENCED, "\n\n");
  return prose.split(/\n[ \t]*\n/).some((block) => (block.match(/[*_~[\]!<]/g)?.length ?? 0) > MOST_MARKS);
}

/** Lists nest by indentation, too: items at more depths than anybody reads. */
function hasDeepIndent(text: string): boolean {
  const depths = new Set(
    [...text.matchAll(/^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]/gm)].map(([, indent = ""]) => indent.length),
  );
  return depths.size > MOST_NESTED;
}
