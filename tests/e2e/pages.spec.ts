import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { lastHeld, sampleSession } from "@/tests/support/e2e-database";
import { newcomer } from "@/tests/support/e2e-google";
import { expectNoOverflow } from "@/tests/support/e2e-steps";
import { addressOf, expect, signIn, test } from "@/tests/support/e2e-test";

// One page has nothing to do with another: both workers take them.
test.describe.configure({ mode: "parallel" });

type Shown = {
  name: string;
  /** Whose page it is; nobody's, for the signed out. */
  person?: string;
  /** An address, or what leads there; it starts on the board. */
  at: string | ((page: Page) => Promise<unknown>);
  /** What is there once the page is. */
  heading: string | RegExp;
};

const first = (list: string, pattern: RegExp) => async (page: Page) => {
  await page.goto(list);
  const links = page.getByRole("main").getByRole("link");
  await expect(links.first()).toBeVisible();
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  await page.goto(hrefs.find((href) => pattern.test(href)) ?? `/nothing-in${list}`);
};

/** Home is headed by the day, in the person's zone. */
const TODAY = /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d/;

async function ownPage(page: Page) {
  await page.goto("/board");
  await page.getByRole("button", { name: /account of/ }).click();
  await page.getByRole("link", { name: "Your page" }).click();
}

const NOTHING_HERE = "Nobody sits at this desk.";

const pages: Shown[] = [
  { name: "sign-in", at: "/sign-in", heading: /Sit down with them/ },
  { name: "sign-in, refused", at: "/sign-in?error=AccessDenied", heading: /Sit down with them/ },
  {
    name: "account chooser",
    at: async (page) => {
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Sign in with Google" }).click();
    },
    heading: "Choose an account",
  },
  { name: "home", person: "ana", at: "/", heading: TODAY },
  { name: "home, calendar lost", person: "priya", at: "/", heading: TODAY },
  { name: "home, nothing booked", person: "gwen", at: "/", heading: TODAY },
  { name: "board", person: "ana", at: "/board", heading: "Board" },
  {
    name: "board, nothing fits",
    person: "ana",
    at: "/board?discipline=marketing&length=25&help=1",
    heading: "Board",
  },
  { name: "new request", person: "ana", at: "/requests/new", heading: /sit down with somebody/ },
  {
    name: "new request, refused",
    person: "ana",
    at: async (page) => {
      await page.goto("/requests/new");
      await page.getByRole("button", { name: "Post request" }).click();
      await expect(page.locator("[data-field-error]").first()).toBeVisible();
    },
    heading: /sit down with somebody/,
  },
  {
    name: "request, open, mine",
    person: "ana",
    at: async (page) => {
      await page.goto("/board");
      await page.getByRole("link", { name: "Move invoices to their own Cassandra keyspace" }).click();
      await expect(page.getByRole("heading", { name: "When you are both free" })).toBeVisible();
    },
    heading: "Move invoices to their own Cassandra keyspace",
  },
  {
    name: "request, open, somebody else's",
    person: "kenji",
    at: async (page) => {
      await page.goto("/board");
      await page.getByRole("link", { name: "Put feature flags behind the new sign-in" }).click();
      await expect(page.getByRole("heading", { name: /When you and Jonas are both free/ })).toBeVisible();
    },
    heading: "Put feature flags behind the new sign-in",
  },
  {
    name: "request, booked",
    person: "ana",
    at: first("/board?state=booked", /^\/requests\/[0-9a-f]/),
    heading: /./,
  },
  { name: "request, edited", person: "ana", at: ownRequest("/edit"), heading: /./ },
  {
    name: "session, to come",
    person: "ana",
    at: async (page) => page.goto(`/sessions/${await sampleSession("Ship a flag to 1% of web")}`),
    heading: "Ship a flag to 1% of web",
  },
  {
    name: "session, to come, somebody else's",
    person: "kenji",
    at: async (page) => page.goto(`/sessions/${await sampleSession("Ship a flag to 1% of web")}`),
    heading: "Ship a flag to 1% of web",
  },
  {
    name: "session, over, did it happen",
    person: "ana",
    at: async (page) => page.goto(`/sessions/${await sampleSession("Why Puppet runs twice on web hosts")}`),
    heading: "Why Puppet runs twice on web hosts",
  },
  {
    name: "session, held",
    person: "bo",
    at: async (page) => page.goto(`/sessions/${await lastHeld(addressOf("bo"))}`),
    heading: /./,
  },
  { name: "notes, newest", person: "ana", at: "/notes", heading: "Notes" },
  { name: "notes, found", person: "ana", at: "/notes?q=why+is+cassandra+repair+slow", heading: "Notes" },
  {
    name: "notes, narrowed",
    person: "ana",
    at: "/notes?q=puppet&system=puppet&after=2020-01-01",
    heading: "Notes",
  },
  { name: "notes, none", person: "ana", at: "/notes?q=qqqzzzxx&system=puppet", heading: "Notes" },
  { name: "people", person: "ana", at: "/people", heading: /People/ },
  { name: "people, none found", person: "ana", at: "/people?q=qqqzzzxx", heading: /People/ },
  { name: "person", person: "ana", at: first("/people", /^\/people\/[0-9a-f]/), heading: /./ },
  { name: "person, oneself", person: "ana", at: ownPage, heading: "Ana Ribeiro" },
  { name: "team", person: "ana", at: first("/people", /^\/teams\/[0-9a-f]/), heading: /./ },
  { name: "systems", person: "ana", at: "/systems", heading: "Systems" },
  { name: "system", person: "ana", at: "/systems/cassandra", heading: "Cassandra" },
  { name: "map", person: "ana", at: "/map", heading: "Knowledge map" },
  { name: "walls", person: "ana", at: "/walls", heading: "Walls" },
  { name: "walls, as a table", person: "ana", at: "/walls?view=table&weeks=52", heading: "Walls" },
  { name: "settings, profile", person: "ana", at: "/settings", heading: "Settings" },
  { name: "settings, calendar and hours", person: "ana", at: "/settings/calendar", heading: "Settings" },
  { name: "settings, calendar lost", person: "priya", at: "/settings/calendar", heading: "Settings" },
  { name: "settings, matching", person: "ana", at: "/settings/matching", heading: "Settings" },
  { name: "settings, systems", person: "ana", at: "/settings/systems", heading: "Settings" },
  { name: "settings, appearance", person: "ana", at: "/settings/appearance", heading: "Settings" },
  { name: "admin, the company", person: "marta", at: "/admin", heading: /./ },
  { name: "admin, teams", person: "marta", at: "/admin/teams", heading: /./ },
  { name: "admin, systems", person: "marta", at: "/admin/systems", heading: /./ },
  { name: "admin, people", person: "marta", at: "/admin/people", heading: /./ },
  { name: "admin, import", person: "marta", at: "/admin/import", heading: /./ },
  { name: "admin, for nobody else", person: "ana", at: "/admin", heading: NOTHING_HERE },
  { name: "notices", person: "ana", at: "/notices", heading: "Notices" },
  { name: "notices, none", person: "gwen", at: "/notices", heading: "Notices" },
  { name: "nothing there", person: "ana", at: "/no-such-page", heading: NOTHING_HERE },
];

function ownRequest(rest: string) {
  return async (page: Page) => {
    await page.goto("/board");
    const link = page.getByRole("link", { name: "Read a slow query plan with a DBA" });
    await page.goto(`${await link.getAttribute("href")}${rest}`);
  };
}

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const NARROWEST = { width: 360, height: 740 };

for (const { name, person, at, heading } of pages)
  test(`${name}: nothing for axe to find, in both themes, wide and narrow`, async ({ visit, tolerate }) => {
    if (heading === NOTHING_HERE) tolerate(/status of 404 .*(no-such-page|\/admin|\/favicon\.ico)$/);
    const page = await visit({ viewport: SIZES[0], reducedMotion: "reduce" });
    if (person) await signIn(page.context(), addressOf(person));
    if (typeof at === "string") await page.goto(at);
    else await at(page);
    await expectAccessible(page, heading);
  });

test("welcome: nothing for axe to find, fresh and refused", async ({ visit }) => {
  const page = await visit({ viewport: SIZES[0], reducedMotion: "reduce" });
  await signIn(page.context(), await newcomer("Nia Newcomer"));
  await page.goto("/welcome");
  await expectAccessible(page, "Welcome, Nia.");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.locator("[data-field-error]").first()).toBeVisible();
  await expectAccessible(page, "Welcome, Nia.");
});

test("no link leads nowhere", async ({ as }) => {
  const { request } = await as("marta");
  const read = async (href: string) => {
    const answer = await request.get(href);
    const html = await answer.text();
    return { html, isThere: answer.ok() && !html.includes("NEXT_HTTP_ERROR_FALLBACK;404") };
  };
  const shape = (href: string) => href.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID").replace(/[?#].*$/, "");
  const links = new Map<string, string>();
  for (const { at, person } of pages) {
    if (typeof at !== "string" || !person) continue;
    for (const [, href = ""] of (await read(at)).html.matchAll(/<a [^>]*href="(\/(?!api\/)[^"]*)"/g))
      links.set(shape(href), href.replaceAll("&amp;", "&"));
  }
  expect(links.size).toBeGreaterThan(15);
  const dead: string[] = [];
  for (const href of links.values()) if (!(await read(href)).isThere) dead.push(href);
  expect(dead).toEqual([]);
});

/** Looks at the page that is open at both sizes and in both themes, and at its width at the narrowest. */
async function expectAccessible(page: Page, heading: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: heading }).first()).toBeVisible();
  await expect(page).toHaveTitle(/./);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // Nothing here comes from another site, so axe need not look into frames from a page of its own.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      // A theme changes colours and nothing else.
      if (colorScheme === "dark") axe.withRules(["color-contrast"]);
      const { violations } = await axe.analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
      );
      expect(found, `${colorScheme} at ${size.width}`).toEqual([]);
    }
  }
  await expectNoOverflow(page);
  await page.setViewportSize(NARROWEST);
  await expectNoOverflow(page);
}
