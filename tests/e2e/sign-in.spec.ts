import { randomUUID } from "node:crypto";
import { local } from "@/tests/support/e2e-google";
import { expect, test } from "@/tests/support/e2e-test";

test("a link that was followed signed out is where signing in leads", async ({ visit }) => {
  const page = await visit();
  await page.goto("/board?state=booked&sort=newest");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: /^Kenji Arai,/ }).click();
  await expect(page).toHaveURL(/\/board\?state=booked&sort=newest$/);
});

test("an address of another domain is refused in words", async ({ visit }) => {
  const email = `guest-${randomUUID().slice(0, 6)}@elsewhere.example`;
  const people = [{ email, name: "Gus Guest", zone: "Europe/Berlin", group: "Elsewhere" }];
  await local("people", { people });
  const page = await visit();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: `Gus Guest, ${email}` }).click();
  await expect(page.getByText("Only northlight.example addresses can sign in.")).toBeVisible();
  await page.goto("/board");
  await expect(page).toHaveURL(/\/sign-in/);
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
