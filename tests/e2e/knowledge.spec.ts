import { expect, test } from "@/tests/support/e2e-test";

test("the map leads from a team to a system, by keyboard", async ({ as }) => {
  const page = await as("ulrike");
  await page.goto("/systems");
  await page.getByRole("navigation", { name: "Systems as" }).getByRole("link", { name: "Map" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Knowledge map" })).toBeVisible();
  await page.getByRole("button", { name: "Security" }).click();
  await page.getByRole("link", { name: "SRE" }).click();
  await expect(page).toHaveURL(/\/map\?team=.*&team=/);

  const cells = page.locator("table [data-cell]");
  await expect(page.locator('table [data-cell][tabindex="0"]')).toHaveCount(1);
  await cells.first().focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  const here = page.locator("[data-cell]:focus");
  await expect(here).toHaveAttribute("tabindex", "0");
  await expect(here).toHaveAccessibleName(/ (can (follow|do|teach)|wants to learn) /);
  await page.getByRole("link", { name: "Sam Okafor can do Puppet", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Puppet" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Only Sam can do this." })).toBeVisible();
});

test("one look shows the wall, and its row and the file say the same", async ({ as }) => {
  const page = await as("haruto");
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name: "Walls" }).click();
  const wall = page.getByRole("link", {
    name: /^Mobile asked Platform ops: .* 4 requests found nobody\. Wall\.$/,
  });
  await wall.click();
  await expect(page.getByRole("heading", { name: "Mobile and Platform ops" })).toBeVisible();
  await expect(page.getByText(/No session between them for \d+ weeks/)).toBeVisible();
  await page.getByRole("link", { name: "As a table" }).click();
  const row = page.getByRole("row", { name: /^mobile Mobile .*Platform ops/ });
  await expect(row.getByRole("cell").nth(4)).toHaveText("4");
  await expect(row).toContainText("Wall");
  const file = await page.request.get("/api/walls");
  expect(file.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect(await file.text()).toMatch(/\r\nMobile,mobile,Platform ops,ops,[\d-]+,[\d-]+,1,\d,4,wall\r\n/);
});

test("who wants to learn asks with one click, and a colleague opens the form", async ({ as }) => {
  const learner = await as("thiago");
  await learner.goto("/systems/cassandra");
  await learner.getByRole("button", { name: "Post this request" }).click();
  await expect(learner.getByRole("heading", { level: 1, name: /^Cassandra: sit down with / })).toBeVisible();

  const colleague = await as("terrence");
  await colleague.goto("/systems/puppet");
  await colleague.getByRole("link", { name: "Ask Sam yourself" }).click();
  await expect(colleague.getByRole("textbox", { name: "Title" })).toHaveValue("Puppet: sit down with Sam");
  await expect(colleague.getByRole("combobox", { name: "Somebody in mind" })).toContainText("Sam Okafor");
});
