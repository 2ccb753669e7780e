import { html, raw } from "hono/html";
import { STYLE } from "./page-style";
import type { Person } from "./state";

export type Markup = ReturnType<typeof html>;

/** Said on every page: nobody may take this for the real Google. */
export const STAND_IN = "A stand-in for Google on this machine. Nothing leaves it.";

export function pageFrame(title: string, style: string, body: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE + style)}</style>
</head>
<body>${body}</body>
</html>`;
}

/** An empty, dashed seat: somebody stands in here. */
export const brandOf = (name: string): Markup =>
  html`<a class="brand" href="/"><svg viewBox="0 0 28 20" aria-hidden="true" fill="none" stroke-width="1.75"><path d="M3 9.5V8a5 5 0 0 1 10 0v1.5" stroke="currentColor" stroke-dasharray="2.4 1.8"/><rect x="0" y="11" width="28" height="2.5" rx="1.25" fill="var(--accent)"/><path d="M15 15v.5a4 4 0 0 0 8 0V15z" fill="currentColor"/></svg>${name}</a>`;

export const brand = brandOf("Local Google");

/** Where one can go from here. */
export const topBar = (here?: "people" | "trouble"): Markup => {
  const link = (name: string, path: string, words: string) =>
    html`<a href="${path}" ${name === here ? html`aria-current="page"` : ""}>${words}</a>`;
  return html`<header class="top"><div>${brand}<nav>${link("people", "/", "Everybody’s calendars")}${link("trouble", "/trouble", "Let something go wrong")}</nav></div></header>`;
};

export function refusalPage(code: string, message: string): Markup {
  return pageFrame(
    "Refused",
    "",
    html`<main style="max-width: 560px; margin: 12vh auto; padding: 0 20px; display: grid; gap: 12px">
${brand}<h1>This sign-in was refused</h1><p>${message}</p><p class="quiet small">Error 400: ${code}. ${STAND_IN}</p></main>`,
  );
}

export function seat(person: Person, teams: readonly string[], size = ""): Markup {
  return html`<span class="seat ${size} ${teamColour(person.group, teams)}" aria-hidden="true">${initials(person.name)}</span>`;
}

/** "Europe/Berlin" is "Berlin". */
export const cityOf = (zone: string) => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

export const teamsOf = (people: readonly Person[]) => [...new Set(people.map(({ group }) => group))];

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}

const COLOURS: [RegExp, string][] = [
  [/\bops\b|sre|reliab|infra/i, "ops"],
  [/mobile|ios|android/i, "mob"],
  [/web|front/i, "web"],
  [/data|analy/i, "dat"],
  [/secur/i, "sec"],
  [/support/i, "sup"],
  [/sale/i, "sal"],
  [/market/i, "mkt"],
  [/back|platform|dev/i, "dev"],
];
const ALL_COLOURS = COLOURS.map(([, colour]) => colour);

/** A team's colour as in the app where its name tells the discipline, else one of the same set. */
function teamColour(group: string, teams: readonly string[]): string {
  const known = COLOURS.find(([pattern]) => pattern.test(group))?.[1];
  return known ?? ALL_COLOURS[teams.indexOf(group) % ALL_COLOURS.length] ?? "dev";
}
