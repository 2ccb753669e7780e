import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Address } from "postal-mime";
import { formatAge, formatDay, formatTime } from "@/lib/time/format";
import type { EpochMs } from "@/lib/time/instant";
import type { Markup } from "../google/page-frame";
import { INBOX_SCRIPT, inboxFrame, MAIL_SCRIPT } from "./inbox-frame";
import type { Mailbox, ReceivedMail } from "./mailbox";

/** What came for everybody, or for one person; and each mail as its reader would see it. */
export function inboxRoutes(box: Mailbox): Hono {
  const app = new Hono();
  app.get("/", (c) => c.html(listPage(box, c.req.query("person") ?? "")));
  app.get("/newest", (c) => c.json(box.deliveries().at(-1)?.id ?? 0));
  app.get("/mail/:id", (c) => {
    const mail = box.mail(Number(c.req.param("id")));
    return mail ? c.html(mailPage(mail)) : c.html(gonePage(), 404);
  });
  app.get("/mail/:id/html", (c) => {
    const mail = box.mail(Number(c.req.param("id")));
    if (!mail?.email.html) return c.notFound();
    // Anybody can have typed what is in it: no script, no request, and links open beside this page.
    c.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    return c.html(mail.email.html.replace(/<head>/i, '<head><base target="_blank">'));
  });
  app.get("/mail/:id/attachments/:n", (c) => {
    const mail = box.mail(Number(c.req.param("id")));
    const attachment = mail?.email.attachments[Number(c.req.param("n"))];
    if (!attachment) return c.notFound();
    const name = encodeURIComponent(attachment.filename ?? "attachment");
    c.header("content-type", "application/octet-stream");
    c.header("x-content-type-options", "nosniff");
    c.header("content-disposition", `attachment; filename*=UTF-8''${name}`);
    return c.body(attachment.content as ArrayBuffer);
  });
  return app;
}

function listPage(box: Mailbox, person: string): Markup {
  const all = box.mails();
  const shown = person ? box.mails(person) : all;
  const people = [...new Set(all.flatMap(({ recipients }) => recipients))].sort();
  const now = Date.now();
  return inboxFrame(
    "Local inbox",
    html`<main class="sheet"><div><h1>${person ? `Mail for ${person}` : "Everybody’s mail"}</h1>
<p class="quiet">What Deskside mailed on this machine. Nothing left it.</p></div>
${
  people.length > 1
    ? html`<form class="who" method="get"><label for="person">For</label><select id="person" name="person" onchange="this.form.submit()"><option value="">everybody</option>${people.map(
        (one) => html`<option ${one === person ? raw("selected") : ""}>${one}</option>`,
      )}</select><noscript><button class="button">Show</button></noscript></form>`
    : ""
}
${shown.length === 0 ? EMPTY : html`<ul class="mails">${shown.map((mail) => line(mail, now))}</ul>`}
</main>${INBOX_SCRIPT}`,
  );
}

const EMPTY = html`<div class="empty"><h2>No mail yet</h2>
<p>Mail comes when somebody offers to pair or says “not now”, when a session changes in Google Calendar, the day before a session and the morning after. This page shows it by itself.</p></div>`;

const line = ({ id, recipients, email, receivedAt }: ReceivedMail, now: EpochMs) =>
  html`<li><a class="mail" href="/mail/${id}"><span class="to">${recipients.join(", ")}</span>
<span class="subject">${email.subject ?? "(no subject)"}</span><span class="quiet age">${formatAge(receivedAt, now)}</span></a></li>`;

function mailPage({ id, email, recipients, receivedAt }: ReceivedMail): Markup {
  const attached = [...email.attachments.entries()].filter(
    ([, { disposition }]) => disposition === "attachment",
  );
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return inboxFrame(
    email.subject ?? "Mail",
    html`<main class="sheet"><p><a href="/">All mail</a> · <a href="/?person=${encodeURIComponent(recipients[0] ?? "")}">for ${recipients.join(", ")}</a></p>
<div class="head"><h1>${email.subject ?? "(no subject)"}</h1>
<dl><dt>From</dt><dd>${addressOf(email.from)}</dd><dt>To</dt><dd>${(email.to ?? []).map(addressOf).join(", ")}</dd>
<dt>Came</dt><dd>${formatDay(receivedAt, zone)} ${formatTime(receivedAt, zone)}</dd></dl></div>
${
  attached.length > 0
    ? html`<ul class="attached">${attached.map(
        ([n, one]) =>
          html`<li><a class="button" href="/mail/${id}/attachments/${n}">${one.filename ?? "part"} <span class="quiet">${one.mimeType}</span></a></li>`,
      )}</ul>`
    : ""
}
${
  email.html
    ? html`<iframe title="The mail" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" src="/mail/${id}/html"></iframe>`
    : ""
}
<details ${email.html ? "" : raw("open")}><summary>As plain text</summary><pre>${email.text ?? ""}</pre></details>
</main>${MAIL_SCRIPT}`,
  );
}

const addressOf = (address: Address | undefined): string =>
  address?.name ? `${address.name} <${address.address ?? ""}>` : (address?.address ?? "");

const gonePage = () =>
  inboxFrame(
    "Gone",
    html`<main class="sheet"><h1>This mail is not here any more</h1><p><a href="/">All mail</a></p></main>`,
  );
