import { escapeHtml, mailPage } from "./mail-page";
import { oneLine, shortened } from "./one-line";

export type MailWords = {
  readonly subject: string;
  readonly heading: string;
  /** What happened, and what it means. Anything may stand in them: people typed it. */
  readonly paragraphs: readonly string[];
  /** Names and values, such as when and where. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** The one way on. */
  readonly link: { readonly label: string; readonly href: string };
  /** Why it came, and how to have less of it. */
  readonly footer: string;
  /** Where this kind of mail is ended, for mail that nobody needs. */
  readonly stop?: { readonly label: string; readonly href: string };
};

export type ComposedMail = { readonly subject: string; readonly text: string; readonly html: string };

/** Longer ones are cut by mail programs, at a place of their choice. */
const MOST_IN_SUBJECT = 120;

/** One mail as text and as HTML, with one link each, and one more to stop it where it has that. */
export function composeMail(words: MailWords): ComposedMail {
  return {
    subject: shortened(oneLine(words.subject), MOST_IN_SUBJECT),
    text: textOf(words),
    html: htmlOf(words),
  };
}

function textOf({ heading, paragraphs, facts = [], link, footer, stop }: MailWords): string {
  const parts = [
    heading,
    ...paragraphs,
    facts.map(([name, value]) => `${name}: ${value}`).join("\n"),
    `${link.label}:\n${link.href}`,
    `-- \n${footer}${stop ? `\n${stop.label}:\n${stop.href}` : ""}`,
  ];
  return `${parts.filter((part) => part.trim() !== "").join("\n\n")}\n`;
}

function htmlOf({ heading, paragraphs, facts = [], link, footer, stop }: MailWords): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td class="quiet" style="padding:4px 16px 4px 0;vertical-align:top;white-space:nowrap;color:#5e6762">${escapeHtml(name)}</td><td class="ink" style="padding:4px 0;vertical-align:top;color:#161b18">${lines(value)}</td></tr>`,
  );
  return mailPage({
    title: escapeHtml(heading),
    preview: escapeHtml(shortened(oneLine(paragraphs[0] ?? heading), 140)),
    content: [
      `<h1 class="ink" style="margin:0 0 12px;font-size:20px;line-height:28px;font-weight:600;letter-spacing:-0.01em;color:#161b18">${escapeHtml(heading)}</h1>`,
      ...paragraphs.map(
        (paragraph) => `<p class="ink-2" style="margin:0 0 12px;color:#434b46">${lines(paragraph)}</p>`,
      ),
      rows.length > 0
        ? `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 12px;font-size:15px;line-height:22px">${rows.join("")}</table>`
        : "",
      `<p style="margin:20px 0 0"><a class="button" href="${escapeHtml(link.href)}" style="display:inline-block;padding:11px 20px;border-radius:6px;background:#0a6b4c;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(link.label)}</a></p>`,
    ].join("\n"),
    footer: `${lines(footer)}${
      stop
        ? ` <a class="quiet" href="${escapeHtml(stop.href)}" style="color:#5e6762;text-decoration:underline">${escapeHtml(stop.label)}</a>`
        : ""
    }`,
  });
}

const lines = (text: string) => escapeHtml(text).replaceAll("\n", "<br>");
