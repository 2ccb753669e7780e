import { globSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import type { APIResponse, Page } from "@playwright/test";
import { setZone } from "@/tests/support/e2e-database";
import { calendarOf, newcomer } from "@/tests/support/e2e-google";
import { book, expectSaved, partOf, postRequest, unique, writeNote } from "@/tests/support/e2e-steps";
import { expect, signIn, test } from "@/tests/support/e2e-test";

test.describe.configure({ mode: "parallel" });

const NOBODYS_ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
const LONG = "long ".repeat(2_000);

type Case = { what: string; spoil: (page: Page) => Promise<void>; field: string; says: string };

const title = (page: Page) => page.getByLabel("Title");
/** What leaves the page is changed on its way, as by somebody who has the page open in the browser's own tools. */
const tampered = (page: Page, name: string, value: string) =>
  page
    .locator(`[name=${name}]`)
    .first()
    .evaluate((input, to) => {
      const { form, name } = input as HTMLInputElement;
      form?.addEventListener("formdata", ({ formData }) => formData.set(name, to));
    }, value);

const cases: Case[] = [
  {
    what: "no title",
    spoil: (page) => title(page).fill("  "),
    field: "title",
    says: "The title is missing.",
  },
  {
    what: "a title of 10,000 characters",
    spoil: (page) => title(page).fill(LONG),
    field: "title",
    says: "The title is longer than 120 characters.",
  },
  {
    what: "a NUL in the title",
    spoil: (page) => title(page).fill("Drain\u0000 a host"),
    field: "title",
    says: "has a character that cannot be kept",
  },
  {
    what: "a NUL in the text",
    spoil: (page) => page.getByLabel("What you are trying to do").fill("one\u0000two"),
    field: "body",
    says: "has a character that cannot be kept",
  },
  {
    what: "a text of 20,000 characters",
    spoil: (page) => page.getByLabel("What you want to understand").fill(LONG + LONG),
    field: "understand",
    says: "is longer than 4,000 characters.",
  },
  {
    what: "a day that does not exist",
    spoil: (page) => tampered(page, "neededBy", "2026-02-30"),
    field: "neededBy",
    says: "not a date that exists",
  },
  {
    what: "a day that is over",
    spoil: (page) => tampered(page, "neededBy", "2020-01-01"),
    field: "neededBy",
    says: "That day is over.",
  },
  {
    what: "a day years ahead",
    spoil: (page) => tampered(page, "neededBy", "2199-01-01"),
    field: "neededBy",
    says: "That is more than a year ahead.",
  },
  {
    what: "a team that is not there",
    spoil: (page) => tampered(page, "teamIds", NOBODYS_ID),
    field: "teamIds",
    says: "One of these teams is not here any more.",
  },
  {
    what: "a team that is no id",
    spoil: (page) => tampered(page, "teamIds", "1; drop table people"),
    field: "teamIds",
    says: "There is no such team.",
  },
  {
    what: "nobody asked",
    spoil: async (page) => page.getByRole("button", { name: "Take off Support" }).click(),
    field: "teamIds",
    says: "Choose at least one team or one system.",
  },
  {
    what: "a length that is no multiple of five",
    spoil: async (page) => {
      await page.getByText("Other", { exact: true }).click();
      await page.getByLabel("Minutes").fill("7");
    },
    field: "lengthMin",
    says: "in steps of 5",
  },
];

test("a refused request says why beside the field, keeps the text and takes the focus there", async ({
  as,
  tolerate,
}) => {
  // The page may count the helpers for what was tampered with, too.
  tolerate(/status of 400 .*could-help/);
  const page = await as("farah");
  for (const { what, spoil, field, says } of cases) {
    await test.step(what, async () => {
      await page.goto("/requests/new");
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await title(page).fill("Teach me the refund form");
      await page.getByLabel("What you are trying to do").fill("Kept, whatever happens.");
      await page.getByRole("combobox", { name: "Who should sit with you" }).fill("Support");
      await page.keyboard.press("Enter");
      await spoil(page);
      await page.getByRole("button", { name: "Post request" }).click();
      const said = page.locator("[data-field-error]", { hasText: says });
      await expect(said).toBeVisible();
      await expect(page).toHaveURL(/\/requests\/new/);
      const holder = page.locator("fieldset, div").filter({ has: said }).last();
      await expect(holder.locator(":focus"), "focus on the field").toHaveCount(1);
      if (field !== "title") await expect(title(page)).toHaveValue("Teach me the refund form");
      if (field !== "body")
        await expect(page.getByLabel("What you are trying to do")).toHaveValue("Kept, whatever happens.");
    });
  }
  await page.evaluate(() => localStorage.clear());
});

test("pressing twice posts once and books once", async ({ as }) => {
  const name = unique("See what the customer sees");
  const page = await as("farah");
  await page.goto("/requests/new");
  await title(page).fill(name);
  await page.getByRole("combobox", { name: "Who should sit with you" }).fill("Support");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Post request" }).dblclick();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const { rows } = (await (await page.request.get("/api/board")).json()) as { rows: { title: string }[] };
  expect(rows.filter((row) => row.title === name)).toHaveLength(1);

  await page.getByRole("button", { name: "Tomasz Wrona", exact: true }).click();
  await page.getByRole("button", { name: "Book with Tomasz" }).dblclick();
  await expect(page).toHaveURL(/\/sessions\//);
  const calendar = await calendarOf("tomasz");
  await expect.poll(async () => (await calendar.called(name)).length).toBe(1);
});

const HOSTILE = [
  "<script>alert(1)</script>",
  '<img src="https://tracker.invalid/a.png" onerror="alert(2)">',
  "![pixel](https://tracker.invalid/b.png)",
  "[press me](javascript:alert(3))",
  "[and me](data:text/html,<script>alert(4)</script>)",
  '<a href="vbscript:alert(5)">old</a> <iframe src="https://tracker.invalid"></iframe>',
  "<svg onload=alert(6)></svg> <style>body{display:none}</style>",
  "[fine](https://example.com/manual)",
].join("\n\n");

test("hostile markdown runs nothing, asks nobody and stays readable", async ({ as }) => {
  const page = await as("tessa");
  await postRequest(page, {
    title: unique("<img src=x onerror=alert(7)> in a title"),
    team: "Security",
    body: HOSTILE,
    understand: HOSTILE,
    bring: HOSTILE,
  });
  await expectHarmless(page);

  await book(page, "Ulrike Brandt");
  await writeNote(page, {
    problem: HOSTILE,
    process: HOSTILE,
    solution: HOSTILE,
    learning: HOSTILE.slice(0, 1_900),
  });
  await expectSaved(page);
  await page.getByRole("button", { name: "Read", exact: true }).click();
  await expectHarmless(page);
  const ulrike = await as("ulrike");
  await ulrike.goto(page.url());
  await expectHarmless(ulrike);
});

test("a note that cannot be kept is refused beside its part, and stays", async ({ as, tolerate }) => {
  tolerate(/status of 400/);
  const page = await as("caio");
  await postRequest(page, { title: unique("Where do the fonts come from"), team: "Backend" });
  await book(page, "Rafael Nogueira");
  const texts = { problem: "one\u0000two", process: `${LONG}${LONG}`, learning: LONG };
  await writeNote(page, texts);
  await expect(page.getByText("Not saved.", { exact: false })).toBeVisible();
  await expect(page.locator("[data-field-error]")).toHaveCount(3);
  await expect(partOf(page, "process")).toHaveValue(texts.process);
  await page.reload();
  await expect(page.getByText("Not saved.", { exact: false })).toBeVisible();
  await expect(partOf(page, "learning")).toHaveValue(LONG);
});

test("the error page's own way back works, and whatever gets into a page runs nothing", async ({
  visit,
  tolerate,
}) => {
  const email = await newcomer("Eva Error");
  const page = await visit();
  await signIn(page.context(), email);
  await setZone(email, "Mars/Base");
  // What broke is told; a script that may not run is not, until the end of this test.
  tolerate(/^(?!.*Content Security Policy)/);
  await page.goto("/");
  await expect(page.getByText("Something broke on our side", { exact: false })).toBeVisible();
  await setZone(email, "Europe/Berlin");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /day \d/ })).toBeVisible();

  // As if something hostile had got into the page all the same.
  const refused: string[] = [];
  tolerate(/Content Security Policy/);
  page.on("console", (message) => void refused.push(message.text()));
  await page.route("**/board", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("<main", `${SMUGGLED}<main`);
    await route.fulfill({ response, body });
  });
  await page.goto("/board");
  await expect
    .poll(() => refused.filter((text) => /Content Security Policy/.test(text)).length)
    .toBeGreaterThan(2);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});

const SMUGGLED = `<script>window.ran = 1</script><script nonce="">window.ran = 2</script>
  <img src="data:," onerror="window.ran = 3"><iframe srcdoc="<script>parent.ran = 4</script>"></iframe>
  <object data="/icon.svg"></object><base href="https://evil.invalid/">`;

/** Dialogs, script errors and requests to other machines fail every test by themselves. */
async function expectHarmless(page: Page): Promise<void> {
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "fine" }).first()).toBeVisible();
  await expect(main.locator("script, iframe, style, object, embed, [onerror], [onload]")).toHaveCount(0);
  await expect(main.locator("img[src]:not([src^='/'])")).toHaveCount(0);
  const protocols = await main
    .getByRole("link")
    .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).protocol))]);
  expect(protocols.filter((protocol) => !["http:", "https:", ""].includes(protocol))).toEqual([]);
}

type Handler = { method: string; path: string };

/** Every route handler of ours there is; those of signing in are the library's, those of consent lead to pages. */
const handlers: Handler[] = globSync("app/api/**/route.ts")
  .filter((file) => !/api\/(auth|calendar)\//.test(file))
  .flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(
        /export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g,
      ),
    ].map(([, method = ""]) => ({ method, path: file.replace(/^app/, "").replace(/\/route\.ts$/, "") })),
  );

const withId = ({ path }: Handler, id: string) => path.replaceAll(/\[\w+\]/g, encodeURIComponent(id));

/** A refusal in a form that programs read, with nothing of our insides in it. */
async function expectRefused(answer: APIResponse, statuses: number[], what: string): Promise<void> {
  const text = await answer.text();
  expect(statuses, `${what}: ${answer.status()} ${text.slice(0, 200)}`).toContain(answer.status());
  expect(answer.headers()["content-type"], what).toContain("application/problem+json");
  expectNoInsides(text, what);
}

const expectNoInsides = (text: string, what: string) =>
  expect(text, what).not.toMatch(/\n\s+at |node_modules|\.ts:\d|select .* from|DrizzleQueryError|ZodError/i);

/** Asked by programs that have no sign-in, each with what a stranger hears. */
const OPEN: Record<string, number> = {
  "GET /api/health": 200,
  "GET /api/ready": 200,
  // Without the token that is configured, there is no such address.
  "GET /api/metrics": 404,
  "POST /api/google/push": 404,
  "GET /api/feed/[token]": 404,
  "POST /api/mail/stop/[token]": 404,
};
const isOpen = ({ method, path }: Handler) => `${method} ${path}` in OPEN;

test("what needs no sign-in answers strangers without a fault, and lets nothing out", async ({ visit }) => {
  const stranger = (await visit()).request;
  expect(handlers.filter(isOpen)).toHaveLength(Object.keys(OPEN).length);
  for (const handler of handlers.filter(isOpen)) {
    const { method, path } = handler;
    const name = `${method} ${path}`;
    for (const id of [NOBODYS_ID, "'; --", "x".repeat(3_000)])
      for (const data of method === "GET" ? [undefined] : ["", "{", "x".repeat(100_000)]) {
        const answer = await stranger.fetch(withId(handler, id), { method, data });
        const text = await answer.text();
        expect(answer.status(), `${name}: ${text.slice(0, 200)}`).toBe(OPEN[name]);
        expectNoInsides(text, name);
      }
  }
});

test("every route handler refuses what is not for it, in words and never with a fault", async ({
  as,
  visit,
}) => {
  const { request } = await as("farah");
  const stranger = (await visit()).request;
  expect(handlers.length).toBeGreaterThan(6);
  for (const handler of handlers.filter((one) => !isOpen(one))) {
    const { method } = handler;
    const name = `${method} ${handler.path}`;
    await test.step(name, async () => {
      const address = withId(handler, NOBODYS_ID);
      const json = { "content-type": "application/json" };
      const plain = method === "GET" ? {} : { data: "{}", headers: json };
      await expectRefused(await stranger.fetch(address, { method, ...plain }), [401], `${name}, signed out`);

      if (handler.path.includes("["))
        for (const id of [NOBODYS_ID, "1", "\u0000", "'; --", "x".repeat(3_000)]) {
          const answer = await request.fetch(withId(handler, id), { method, ...plain });
          await expectRefused(answer, [400, 403, 404], `${name} of ${JSON.stringify(id.slice(0, 20))}`);
        }
      for (const query of [
        "?week=2026-02-30",
        "?week=a&week=b",
        "?q=%00&q=%ff",
        `?q=${"x".repeat(5_000)}`,
        "?team=1&system=%00&person=1&after=never&with=1&zone=Mars/Base",
      ]) {
        const answer = await request.fetch(`${address}${query}`, { method, ...plain });
        expect(answer.status(), `${name}${query.slice(0, 60)}`).toBeLessThan(500);
        // A file holds what people wrote, which may well be SQL.
        const isFile = answer.headers()["content-disposition"]?.startsWith("attachment");
        if (!isFile) expectNoInsides(await answer.text(), name);
      }
      if (method === "GET") return;

      const send = (data: string | Buffer, headers: Record<string, string> = json) =>
        request.fetch(address, { method, data, headers, maxRetries: 2 });
      for (const body of ["", "{", "null", "[]", "42", '"text"', '{"id":'])
        await expectRefused(await send(Buffer.from(body)), [400], `${name} with ${body}`);
      await expectRefused(await send(Buffer.from([0x7b, 0xff, 0x7d])), [400], `${name}, not UTF-8`);
      await expectRefused(await send("a=1", { "content-type": "text/plain" }), [415], `${name} as text`);
      await expectRefused(
        await send(JSON.stringify({ text: "x".repeat(1_200_000) })),
        [413],
        `${name}, 1.2 MB`,
      );
      const elsewhere = { ...json, origin: "https://evil.invalid", "sec-fetch-site": "cross-site" };
      await expectRefused(await send("{}", elsewhere), [403], `${name} from another site`);
      for (const value of [null, [], ["a"], {}, 1e308, "\u0000", LONG, { toString: 1 }])
        await expectRefused(
          await send(JSON.stringify(everywhere(value))),
          [400, 404, 413],
          `${name} with ${JSON.stringify(value).slice(0, 30)} everywhere`,
        );
    });
  }
});

const FIELDS = [
  ...[
    "requestId",
    "partnerIds",
    "start",
    "key",
    "askAnyway",
    "hopesToLearn",
    "version",
    "problem",
    "process",
  ],
  ...["solution", "questions", "learning", "learnings", "text", "teamIds", "systemIds", "q", "title", "body"],
  ...[
    "name",
    "teamId",
    "zone",
    "hours",
    "from",
    "to",
    "date",
    "reason",
    "bufferMin",
    "noticeMin",
    "maxPerWeek",
  ],
  ...["paused", "calendarIds", "familiarities", "personId", "id"],
];
const everywhere = (value: unknown) => Object.fromEntries(FIELDS.map((field) => [field, value]));

test("what belongs to others is not to be changed by knowing its address", async ({ as }) => {
  const owner = await as("luana");
  const request = await postRequest(owner, {
    title: unique("Try the old phone of my aunt"),
    team: "Support",
  });
  const farah = await as("farah");
  const answer = await farah.request.post("/api/sessions", {
    data: { requestId: request, partnerIds: [NOBODYS_ID], start: 4_102_444_800_000, key: NOBODYS_ID },
  });
  await expectRefused(answer, [403], "booking somebody else's request");
  await farah.goto(`/requests/${request}`);
  await expect(farah.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await farah.goto(`/requests/${request}/edit`);
  await expect(farah).toHaveURL(new RegExp(`/requests/${request}$`));
  await expect(farah.getByRole("button", { name: "Save changes" })).toHaveCount(0);
});

test("refused settings say why beside the field and keep what was typed", async ({ as }) => {
  const page = await as("arjun");
  const save = () => page.getByRole("button", { name: "Save", exact: true }).first().click();
  const said = (words: string) => page.locator("[data-field-error]", { hasText: words });
  const name = page.getByLabel("Name", { exact: true });
  for (const [text, words] of [
    ["Arjun\u0000", "has a character that cannot be kept"],
    [" ", "is missing."],
  ] as const) {
    await page.goto("/settings");
    await name.fill(text);
    await save();
    await expect(said(words)).toBeVisible();
    await expect(name).toBeFocused();
    await expect(name).toHaveValue(text);
  }
  for (const [field, value, words] of [
    ["name", LONG, "is longer than 80 characters."],
    ["zone", "Mars/Base", "There is no such time zone."],
    ["teamId", NOBODYS_ID, "team"],
    ["teamId", "1", "There is no such team."],
  ] as const) {
    await page.goto("/settings");
    await name.fill("Arjun P.");
    await tampered(page, field, value);
    await save();
    await expect(said(words)).toBeVisible();
    await expect(name).toHaveValue("Arjun P.");
  }
});

/** Sends each form of a page as it stands, and tells by which actions it went. */
async function actionsOf(page: Page, address: string, button: string): Promise<string[]> {
  const seen = new Set<string>();
  await page.goto(address);
  const buttons = page.getByRole("main").getByRole("button", { name: button, exact: true });
  await expect(buttons.first()).toBeVisible();
  for (const one of await buttons.all()) {
    const sent = page.waitForRequest((request) => "next-action" in request.headers());
    await one.click();
    seen.add((await sent).headers()["next-action"] ?? "");
  }
  return [...seen];
}

test("a server action that is sent what no form sends refuses it", async ({ as }) => {
  const page = await as("arjun");
  const forms = [
    ["/requests/new", "Post request"],
    ["/settings", "Save"],
    ["/settings/calendar", "Save"],
    ["/settings/matching", "Save"],
  ] as const;
  const origin = `http://localhost:${process.env.E2E_PORT}`;
  const garbage = [
    null,
    7,
    "text",
    [],
    [[]],
    { title: ["a"], teamIds: { a: 1 }, key: 5 },
    everywhere("\u0000"),
  ];
  for (const [address, button] of forms)
    for (const action of await actionsOf(page, address, button))
      for (const value of [...garbage, everywhere(LONG), everywhere({})]) {
        const answer = await page.request.post(address, {
          headers: { "next-action": action, "content-type": "text/plain;charset=UTF-8", origin },
          data: JSON.stringify([value]),
        });
        const text = await answer.text();
        const what = `${address}: ${JSON.stringify(value).slice(0, 80)}`;
        expect(answer.status(), what).toBe(200);
        expect(text, what).toContain('"ok":false');
        expectNoInsides(text, what);
      }
  await page.evaluate(() => localStorage.clear());
});

/** The build's own list of what pages can call. */
const actions = (): string[] =>
  Object.keys(JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")).node);

test("nothing that changes anything answers a page of another site, or one that hides where it is from", async ({
  as,
}) => {
  const { request } = await as("arjun");
  const elsewhere: Record<string, string>[] = [
    { origin: "https://evil.invalid" },
    { origin: "null" },
    { origin: `http://localhost:${process.env.E2E_PORT}`, "sec-fetch-site": "cross-site" },
  ];
  const form = { "content-type": "text/plain;charset=UTF-8" };
  const all = actions();
  expect(all.length).toBeGreaterThan(30);
  for (const action of all)
    for (const headers of [...elsewhere, {}]) {
      const answer = await request.post("/settings", {
        headers: { ...form, ...headers, "next-action": action },
        data: "[]",
      });
      await expectRefused(answer, [403], `action ${action} with ${JSON.stringify(headers)}`);
    }
  // Without scripts a form is sent as a form, and names its action inside.
  const plain = await request.post("/settings", {
    headers: { origin: "https://evil.invalid" },
    multipart: { [`$ACTION_ID_${all[0]}`]: "" },
  });
  await expectRefused(plain, [403], "a plain form");

  const changing = globSync("app/api/**/route.ts").flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(
        /export (?:const|async function|function) (POST|PUT|PATCH|DELETE)\b/g,
      ),
    ].map(([, method = ""]) => ({ method, path: file.replace(/^app/, "").replace(/\/route\.ts$/, "") })),
  );
  expect(changing.map(({ path }) => path)).toContain("/api/auth/[...nextauth]");
  for (const { method, path } of changing)
    for (const address of path.includes("[...") ? ["signout", "signin/google", "session"] : [NOBODYS_ID])
      for (const headers of elsewhere) {
        const to = path.replaceAll(/\[[.\w]+\]/g, address);
        const answer = await request.fetch(to, { method, headers, data: {} });
        await expectRefused(answer, [403], `${method} ${to} with ${JSON.stringify(headers)}`);
      }
  const still = await request.get("/api/auth/session");
  expect(await still.json(), "still signed in").toHaveProperty("actor");
});

test("every answer tells browsers how to take it; a method that nobody knows is no fault", async ({
  visit,
}) => {
  const { request } = await visit();
  const sheet = /\/_next\/static\/[^"]+\.css/.exec(await (await request.get("/sign-in")).text())?.[0] ?? "";
  for (const path of [
    "/sign-in",
    "/no-such-page",
    "/api/board",
    "/api/none",
    "/api/feed/x",
    "/icon.svg",
    sheet,
  ]) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'none'; "),
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
      "referrer-policy": expect.stringMatching(/^(same-origin|no-referrer)$/),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(headers["content-security-policy"], path).not.toMatch(
      /unsafe-inline'[^;]*script|script-src[^;]*unsafe/,
    );
    if (!/\.(svg|css)$/.test(path))
      for (const method of ["TRACE", "PROPFIND"])
        expect(await statusOf(method, path), `${method} ${path}`).toBe(405);
  }
});

/** Browsers refuse to send such methods. */
const statusOf = (method: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port: process.env.E2E_PORT, method, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject).end();
  });
