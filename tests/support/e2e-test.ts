import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { keepBrowserTraces } from "./e2e-secrets";

export { expect };

type Complaint = { page: string; text: string };

type Fixtures = {
  /** A browser of its own, nobody signed in. */
  visit: (options?: BrowserContextOptions) => Promise<Page>;
  /** A browser of its own for somebody of the sample company ("ana"), signed in already. */
  as: (person: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Complaints of pages that this test provokes on purpose. */
  tolerate: (pattern: RegExp) => void;
};

/**
 * Watches every page a test opens: an error in the console or the page, a dialog of the browser's own, or a request to
 * another machine fails the test.
 */
export const test = base.extend<Fixtures & { complaints: Complaint[]; tolerated: RegExp[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
  tolerated: async ({}, use) => use([]),
  tolerate: async ({ tolerated }, use) => use((pattern) => void tolerated.push(pattern)),
  complaints: async ({ tolerated }, use) => {
    const complaints: Complaint[] = [];
    await use(complaints);
    const serious = complaints.filter(({ text }) => !tolerated.some((pattern) => pattern.test(text)));
    expect(serious, "what the pages complained of").toEqual([]);
  },
  visit: async ({ browser, complaints }, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      const keep = keepBrowserTraces(context);
      ends.push(async () => {
        await keep();
        await context.close();
      });
      context.on("page", (page) => watch(page, complaints));
      return context.newPage();
    });
    await Promise.all(ends.map((end) => end()));
  },
  as: async ({ visit }, use) => {
    await use(async (person, options) => {
      const page = await visit(options);
      await signIn(page.context(), addressOf(person));
      return page;
    });
  },
});

function watch(page: Page, complaints: Complaint[]): void {
  const complain = (text: string) => complaints.push({ page: page.url(), text });
  page.on("console", (message) => {
    if (message.type() === "error") complain(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complain(`uncaught: ${error.message}`));
  page.on("dialog", (dialog) => {
    complain(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isOurs = ["localhost", "127.0.0.1"].includes(hostname) || !protocol.startsWith("http");
    if (!isOurs) complain(`asked another machine: ${request.url()}`);
  });
}

export const addressOf = (person: string) => `${person}@northlight.example`;

/** Signs in as a browser does, but for the account page: the local Google takes the choice in its address. */
export async function signIn(context: BrowserContext, email: string): Promise<void> {
  const { request } = context;
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const leaving = await request.post("/api/auth/signin/google", {
    form: { csrfToken, callbackUrl: "/board" },
    maxRedirects: 0,
  });
  const consent = new URL(leaving.headers().location ?? "");
  consent.searchParams.set("person", email);
  const back = await request.get(consent.href);
  expect(back.url(), `${email} is signed in`).not.toContain("/sign-in");
}
