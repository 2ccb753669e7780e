import { html, raw } from "hono/html";
import { brand, cityOf, type Markup, pageFrame, STAND_IN, seat, teamsOf } from "./page-frame";
import { ACCOUNT_STYLE } from "./page-style";
import { isSignInScope, wordsFor } from "./scopes";
import type { Person } from "./state";

/** What an app asks a person for; checked. */
export type Ask = {
  parameters: Record<string, string>;
  redirectUri: string;
  scopes: string[];
  prompts: string[];
};

const FORM = "choose";

/** Who signs in, and what they allow. `hd` keeps to one domain; `login_hint` puts one person first. */
export function accountPage(
  everybody: readonly Person[],
  ask: Ask,
  grantsOf: (email: string) => readonly string[],
): Markup {
  const { hd, login_hint: hint } = ask.parameters;
  const people = everybody.filter(({ email }) => !hd || hd === "*" || email.endsWith(`@${hd}`));
  const hinted = people.find(({ email, sub }) => email === hint?.toLowerCase() || sub === hint);
  const teams = teamsOf(people);
  const groups = teams.map((team) => ({
    title: team,
    members: people.filter((one) => one.group === team && one !== hinted),
  }));
  const shown = hinted ? [{ title: "Asked for", members: [hinted] }, ...groups] : groups;

  return pageFrame(
    "Choose an account",
    ACCOUNT_STYLE,
    html`<div class="sides">
<aside><div>${brand}
<h1>Choose an account</h1>
<p class="quiet">to go on to ${new URL(ask.redirectUri).host}</p>
<p class="stand-in small">${STAND_IN}</p>
${askedFor(ask, hinted ? grantsOf(hinted.email) : [])}
<p class="deny"><button class="button" form="${FORM}" name="deny" value="1">Deny</button><span class="quiet small">goes back without an account</span></p>
</div></aside>
<main>
${finder("people")}
<form id="${FORM}" method="post" class="teams">
<input type="hidden" name="choose" value="1">
${Object.entries(ask.parameters).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${shown
  .filter(({ members }) => members.length > 0)
  .map(({ title, members }) =>
    team(
      title,
      members.map((one) => personButton(one, teams)),
    ),
  )}
</form>
${people.length === 0 ? html`<p class="quiet">Nobody is here yet.</p>` : ""}
<p class="quiet" id="nobody" hidden>Nobody here is called that.</p>
</main></div>${FIND_SCRIPT}`,
  );
}

/** Signing in is granted as a whole; everything else may be unticked, as on Google's own page. */
function askedFor({ scopes }: Ask, earlier: readonly string[]): Markup {
  return html`<fieldset><legend>It asks to</legend><ul class="asked">
${signInWords(scopes).map((words) => html`<li>${TICK}<span>${words}</span></li>`)}
${scopes
  .filter((scope) => !isSignInScope(scope))
  .map(
    (scope) =>
      html`<li><label><input type="checkbox" name="granted" value="${scope}" form="${FORM}" checked><span>${wordsFor(scope)}${earlier.includes(scope) ? html` <span class="quiet small">granted before</span>` : ""}</span></label></li>`,
  )}
</ul></fieldset>`;
}

function signInWords(scopes: readonly string[]): string[] {
  const asks = (what: string) => scopes.some((scope) => scope.endsWith(what));
  const [profile, address] = [asks("userinfo.profile"), asks("userinfo.email")];
  if (profile && address) return ["See your name, address and picture"];
  if (profile || address) return [profile ? "See your name and picture" : "See your address"];
  return scopes.includes("openid") ? [wordsFor("openid")] : [];
}

export const team = (title: string, members: Markup[]): Markup =>
  html`<section class="team" data-team><h2>${title}</h2><ul>${members}</ul></section>`;

function personButton(person: Person, teams: readonly string[]): Markup {
  return html`<li data-find="${findText(person)}"><button class="person" name="person" value="${person.email}">${personLine(person, teams)}</button></li>`;
}

export const findText = ({ name, email, group, zone }: Person) =>
  `${name} ${email} ${group} ${cityOf(zone)}`.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Read out as "Ana Ribeiro, ana@northlight.example": the comma is for the ear, and inline, so that no gap precedes it. */
export const personLine = (person: Person, teams: readonly string[]): Markup =>
  html`${seat(person, teams)}<span class="who"><span class="name">${person.name}<span class="spoken">,</span></span><span class="address quiet small">${person.email}</span></span><span class="quiet small" aria-hidden="true">${cityOf(person.zone)}</span>`;

export const finder = (what: string): Markup =>
  html`<div class="finder"><svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"><circle cx="7" cy="7" r="4.75"/><path d="m10.75 10.75 3 3"/></svg><input class="find" id="find" type="search" aria-label="Find ${what}" placeholder="Find by name, team or city" autocomplete="off" spellcheck="false"><p class="unseen" role="status" id="found"></p></div>`;

const TICK = html`<svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="m3 8.5 3.25 3.25L13 5"/></svg>`;

/** Hides who does not match while typing; Enter takes the only one left. */
export const FIND_SCRIPT = html`<script>${raw(`{
const find = document.getElementById("find"), rows = [...document.querySelectorAll("[data-find]")];
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\\p{M}/gu, "").trim();
const filter = () => {
  const words = plain(find.value).split(/\\s+/);
  for (const row of rows) row.hidden = !words.every((word) => row.dataset.find.includes(word));
  for (const team of document.querySelectorAll("[data-team]")) team.hidden = !team.querySelector("[data-find]:not([hidden])");
  const left = rows.filter((row) => !row.hidden).length;
  document.getElementById("nobody").hidden = left > 0 || rows.length === 0;
  document.getElementById("found").textContent = left === 1 ? "1 person" : left + " people";
};
find.addEventListener("input", filter);
find.addEventListener("keydown", (event) => {
  const left = rows.filter((row) => !row.hidden);
  if (event.key === "Enter" && left.length === 1) left[0].querySelector("button, a").click();
});
if (find.value) filter();
}`)}</script>`;
