import { asIfOfAnotherAccount } from "@/tests/support/e2e-database";
import { newcomer } from "@/tests/support/e2e-google";
import { expect, signIn, test } from "@/tests/support/e2e-test";

test("a link that was followed signed out is where signing in leads", async ({ visit }) => {
  const page = await visit();
  await page.goto("/board?state=booked&sort=newest");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: /^Kenji Arai,/ }).click();
  await expect(page).toHaveURL(/\/board\?state=booked&sort=newest$/);
});

test("an address of another domain is refused in words", async ({ visit }) => {
  const email = await newcomer("Gus Guest", "elsewhere.example");
  const page = await visit();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: `Gus Guest, ${email}` }).click();
  await expect(page.getByText("Only northlight.example addresses can sign in.")).toBeVisible();
  await page.goto("/board");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("another Google account with somebody's address is told so, and gets nothing", async ({ visit }) => {
  const email = await newcomer("Ola Other");
  const page = await visit();
  await signIn(page.context(), email);
  await asIfOfAnotherAccount(email);
  const second = await visit();
  await second.goto("/sign-in");
  await second.getByRole("button", { name: "Sign in with Google" }).click();
  await second.getByRole("button", { name: `Ola Other, ${email}` }).click();
  await expect(second.getByText("Your address belongs to another Google account here.")).toBeVisible();
  await second.goto("/board");
  await expect(second).toHaveURL(/\/sign-in/);
});

test("whoever signs in where somebody is signed in is themselves, under another cookie, and the one before ends", async ({
  visit,
}) => {
  const page = await visit();
  const token = async () => {
    const all = await page.context().cookies();
    expect(all.every(({ sameSite, httpOnly, path }) => sameSite === "Lax" && httpOnly && path === "/")).toBe(
      true,
    );
    return all.find(({ name }) => name === "authjs.session-token")?.value ?? "";
  };
  const whoIs = async (cookie: string) => {
    const stranger = await visit();
    const headers = { cookie: `authjs.session-token=${cookie}` };
    return (await (await stranger.request.get("/api/auth/session", { headers })).json())?.actor?.email;
  };
  const [first, second] = [await newcomer("Fia First"), await newcomer("Sam Second")];
  const cookies: string[] = [];
  for (const email of [first, second, second]) {
    await signIn(page.context(), email);
    cookies.push(await token());
    expect(await whoIs(cookies.at(-1) ?? "")).toBe(email);
  }
  expect(new Set(cookies).size).toBe(3);
  for (const before of cookies.slice(0, 2)) expect(await whoIs(before)).toBeUndefined();
});

const EVIL = [
  ...["https://evil.invalid", "//evil.invalid", "/\\evil.invalid", "\\\\evil.invalid", "///evil.invalid"],
  ...["/%09/evil.invalid", "/\t/evil.invalid", "/%5Cevil.invalid", "%2F%2Fevil.invalid", "/%2F/evil.invalid"],
  ...[
    "https:evil.invalid",
    "http:/\\evil.invalid",
    "javascript:alert(1)",
    "data:text/html,x",
    ".evil.invalid",
  ],
  ...["@evil.invalid", ":@evil.invalid", "//evil.invalid/%2e%2e", "/\n/evil.invalid", "\u0000//evil.invalid"],
];

test("no address that is asked for leads to another site, signed in or not", async ({ visit }) => {
  const { request } = await visit();
  const own = `http://localhost:${process.env.E2E_PORT}`;
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const expectHere = (location: string | undefined, asked: string) =>
    expect(new URL(location ?? "", own).origin, `${asked} led to ${location}`).toBe(own);
  const email = await newcomer("Rita Redirect");
  for (const asked of EVIL) {
    const query = new URLSearchParams({ callbackUrl: asked, next: asked, returnTo: asked, back: asked });
    const form = { csrfToken, callbackUrl: asked };
    const leaving = await request.post("/api/auth/signin/google", { form, maxRedirects: 0 });
    const consent = new URL(leaving.headers().location ?? "");
    consent.searchParams.set("person", email);
    const [answer] = await Promise.all([request.get(consent.href, { maxRedirects: 0 })]);
    const back = await request.get(answer.headers().location ?? "", { maxRedirects: 0 });
    expect(back.status(), asked).toBe(302);
    expectHere(back.headers().location, asked);
    // Signed in by now, as Rita.
    const there = await request.get(`/sign-in?${query}`, { maxRedirects: 0 });
    expect(there.status(), asked).toBe(307);
    expectHere(there.headers().location, asked);
    const connect = await request.get(`/api/calendar/connect?${query}`, { maxRedirects: 0 });
    const asks = new URL(connect.headers().location ?? "");
    asks.searchParams.set("person", email);
    const granted = await request.get(asks.href, { maxRedirects: 0 });
    expectHere(
      (await request.get(granted.headers().location ?? "", { maxRedirects: 0 })).headers().location,
      asked,
    );
    const left = await request.post("/api/auth/signout", { form, maxRedirects: 0 });
    expectHere(left.headers().location, asked);
  }
});

test("saying no to Google comes back in words", async ({ visit }) => {
  const page = await visit();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("Google did not sign you in.")).toBeVisible();
});

test("signing out ends this browser; signing out everywhere ends the other one too", async ({ as }) => {
  const [desk, phone] = await Promise.all([as("joaquin"), as("joaquin")]);
  await desk.goto("/board");
  await phone.goto("/board");
  const leave = async (how: string) => {
    await desk.getByRole("button", { name: /account of Joaquín Ferrer/ }).click();
    await desk.getByRole("button", { name: how, exact: true }).click();
    await expect(desk).toHaveURL(/\/sign-in/);
    await desk.goto("/board");
    await expect(desk).toHaveURL(/\/sign-in/);
  };
  await leave("Sign out");
  await phone.goto("/board");
  await expect(phone.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();

  await desk.getByRole("button", { name: "Sign in with Google" }).click();
  await desk.getByRole("button", { name: /^Joaquín Ferrer,/ }).click();
  await leave("Sign out everywhere");
  await phone.goto("/board");
  await expect(phone).toHaveURL(/\/sign-in/);
});

test("the first time asks who one is, then for the calendar, and leads home", async ({ visit }) => {
  const email = await newcomer("Ida First");
  const page = await visit({ timezoneId: "America/New_York" });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: `Ida First, ${email}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Welcome, Ida." })).toBeVisible();
  await expect(page.getByLabel("Your time zone")).toHaveValue("America/New_York");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.locator("[data-field-error]").first()).toBeVisible();
  await expect(page.getByLabel("Your team")).toBeFocused();
  await page.getByLabel("Your team").selectOption("Security");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/welcome\/calendar/);
  await page.getByRole("link", { name: /^Connect/ }).click();
  await page
    .getByRole("button", { name: `Ida First, ${email}` })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /account of Ida First/ })).toBeVisible();
  await page.goto("/settings/calendar");
  await expect(page.getByText(/^Connected/).first()).toBeVisible();
});
