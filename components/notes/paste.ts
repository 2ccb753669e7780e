const FENCE = "```";
const PROMPT = /^\s*[$%]\s+\S/;
/** Programs that people paste lines of. */
const COMMAND =
  /^\s*(?:sudo|git|gh|cd|ls|cat|cp|mv|rm|mkdir|chmod|chown|grep|sed|awk|find|curl|wget|ssh|scp|tar|kubectl|helm|docker|podman|terraform|ansible|aws|gcloud|az|npm|npx|yarn|pnpm|pip|python3?|node|go|cargo|make|psql|mysql|redis-cli|nodetool|cqlsh|systemctl|journalctl|export|echo|set|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|EXPLAIN)\b(?!.*[.!?]$)/;
const CODE_END = /[;{}()[\],\\|=>]$|&&$/;
const CODE_START =
  /^(?:\s*[{}()[\]<@#]|\s*(?:const|let|var|function|class|def|import|from|return|if|for|while)\b.*[({:=;]|\s*"[^"]+":|\s*[\w.-]+:\s|[\w.]+\s*=\s*\S|\s*-{1,2}\w| {2,}\S|\t\S)/;
const LIST = /^\s*(?:[-*+]|\d+[.)])\s/;

/** An address and nothing else, on the web. */
const isAddress = (text: string) => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);

/** Evidently commands or code: one line after a shell's prompt, or several that mostly look like it. */
export function isCode(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (text.includes(FENCE) || lines.length === 0) return false;
  if (lines.length === 1) return PROMPT.test(lines[0] ?? "");
  if (lines.some((line) => PROMPT.test(line))) return true;
  const looks = lines.filter(
    (line) =>
      !LIST.test(line) && (COMMAND.test(line) || CODE_END.test(line.trimEnd()) || CODE_START.test(line)),
  );
  return looks.length > lines.length / 2;
}

/**
 * What is put in place of a pasted text so that it looks right; undefined: the text itself.
 * @param before the text up to the caret @param chosen the text that it replaces
 */
export function pastedAs(pasted: string, before: string, chosen: string): string | undefined {
  // Within a block of code everything is code already.
  if (before.split(FENCE).length % 2 === 0) return undefined;
  const text = pasted.replace(/\r\n?/g, "\n");
  const address = text.trim();
  if (isAddress(address)) {
    if (before.endsWith("](") || before.endsWith("<") || before.endsWith("`")) return undefined;
    const target = address.replace(/[()<>]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
    if (chosen.trim() !== "" && !chosen.includes("\n") && !isAddress(chosen.trim()))
      return `[${chosen}](${target})`;
    // The end of a bare address that reads like the end of a sentence would be left out of the link.
    return /[\w/]$/.test(address) ? address : `<${target}>`;
  }
  if (!isCode(text)) return undefined;
  const body = text.replace(/^\n+|\s+$/g, "");
  const start = before === "" || before.endsWith("\n") ? "" : "\n";
  return `${start}${FENCE}\n${body}\n${FENCE}\n`;
}

/**
 * Pastes so that it looks right, in two steps: taking back the last leaves the text as it was copied.
 * @returns whether it did
 */
export function pasteInto(field: HTMLTextAreaElement, pasted: string): boolean {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const better = pastedAs(pasted, value.slice(0, from), value.slice(from, to));
  if (better === undefined || better === pasted) return false;
  const text = pasted.replace(/\r\n?/g, "\n");
  // Deprecated, and the one way that leaves the browser's own undo whole.
  if (!document.execCommand("insertText", false, text)) return false;
  field.setSelectionRange(from, from + text.length);
  document.execCommand("insertText", false, better);
  return true;
}
