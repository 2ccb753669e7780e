import { html, raw } from "hono/html";
import { brandOf, type Markup, pageFrame } from "../google/page-frame";

const STAND_IN = "A stand-in for mail on this machine.";

const INBOX_STYLE = `
.top { border-bottom: 1px solid var(--line); background: var(--surface) } .top > div { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; justify-content: space-between; max-width: 880px; margin: auto; padding: 16px 20px }
.sheet { max-width: 880px; margin: auto; padding: 28px 20px 72px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px }
.who { display: flex; gap: 10px; align-items: center } .who select { min-height: 40px; min-width: 0; max-width: 100%; padding: 8px 12px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); color: var(--ink); font: inherit }
.mails { list-style: none; padding: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); overflow: hidden } .mails li + li { border-top: 1px solid var(--line) }
.mail { display: grid; gap: 2px 16px; padding: 12px 16px; color: inherit; text-decoration: none; transition: background 120ms } .mail:hover { background: var(--hover) } .mail:focus-visible { outline-offset: -2px }
.mail .to { font-size: 13px; line-height: 20px; color: var(--ink-2); overflow: hidden; text-overflow: ellipsis; white-space: nowrap } .mail .subject { font-weight: 500; overflow-wrap: anywhere; min-width: 0 } .mail .age { font-size: 13px; white-space: nowrap }
.empty { padding: 40px 24px; border: 1px dashed var(--line-strong); border-radius: 8px; text-align: center; display: grid; gap: 6px; justify-items: center } .empty p { max-width: 52ch; color: var(--ink-2); text-wrap: pretty }
.head { display: grid; gap: 12px } .head h1 { overflow-wrap: anywhere } dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 16px } dt { color: var(--ink-3) } dd { margin: 0; overflow-wrap: anywhere }
.attached { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 8px } .attached .button { gap: 8px; overflow-wrap: anywhere }
iframe { width: 100%; min-height: 320px; border: 1px solid var(--line); border-radius: 8px; background: var(--canvas) }
summary { cursor: pointer; min-height: 24px } pre { margin-top: 8px; padding: 16px; border-radius: 8px; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/20px ui-monospace, monospace }
@media (min-width: 640px) { .mail { grid-template-columns: 220px minmax(0, 1fr) auto } }
`;

export const inboxFrame = (title: string, body: Markup): Markup =>
  pageFrame(
    title,
    INBOX_STYLE,
    html`<header class="top"><div>${brandOf("Local inbox")}<span class="quiet small">${STAND_IN}</span></div></header>${body}`,
  );

/** New mail is on the page without a reload by hand. */
export const INBOX_SCRIPT = html`<script>
${raw(`let newest;
setInterval(async () => {
  if (document.hidden) return;
  const now = await fetch("/newest").then((answer) => answer.json()).catch(() => newest);
  if (newest !== undefined && now !== newest) location.reload();
  newest = now;
}, 2000);`)}
</script>`;

/** As high as the mail is: without scripts of its own it cannot say so itself. */
export const MAIL_SCRIPT = html`<script>
${raw(`const frame = document.querySelector("iframe");
const fit = () => { frame.style.height = frame.contentDocument.documentElement.scrollHeight + 2 + "px"; };
frame?.addEventListener("load", fit);
if (frame?.contentDocument?.readyState === "complete") fit();
addEventListener("resize", () => frame && fit());`)}
</script>`;
