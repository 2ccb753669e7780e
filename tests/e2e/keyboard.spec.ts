import type { Page } from "@playwright/test";
import { expectFocusKept, expectVisibleFocus, tabTo } from "@/tests/support/e2e-keyboard";
import { expectSaved, partOf, unique } from "@/tests/support/e2e-steps";
import { expect, test } from "@/tests/support/e2e-test";

test("by keyboard alone: signed in, asked, booked, written down, found", async ({ visit }) => {
  const title = unique("Count visitors the way the warehouse does");
  const page = await visit();
  const press = (key: string) => page.keyboard.press(key);
  await page.goto("/board");
  await tabTo(page, page.getByRole("button", { name: "Sign in with Google" }));
  await press("Enter");
  await tabTo(page, page.getByRole("searchbox", { name: "Find people" }));
  await page.keyboard.type("ines");
  await press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();

  await tabTo(page, page.getByRole("banner").getByRole("link", { name: "Post a request" }));
  await press("Enter");
  await expect(page).toHaveURL(/\/requests\/new/);
  await tabTo(page, page.getByLabel("Title"));
  await page.keyboard.type(title);
  await tabTo(page, page.getByLabel("What you are trying to do"));
  await page.keyboard.type("Our numbers and theirs differ by a tenth.");
  await tabTo(page, page.getByRole("combobox", { name: "Who should sit with you" }));
  await addTokens(page);
  await tabTo(page, page.getByRole("radio", { name: "50", exact: true }));
  await press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "25", exact: true })).toBeChecked();
  await tabTo(page, page.getByRole("button", { name: "Post request" }));
  await press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await bookByKeys(page);
  await expect(page).toHaveURL(/\/sessions\//);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await tabTo(page, partOf(page, "problem"));
  await page.keyboard.type("Robots counted as visitors.");
  await tabTo(page, partOf(page, "learning"));
  await page.keyboard.type("What the warehouse calls a visit.");
  await press("Control+s");
  await expectSaved(page);
  await expect(partOf(page, "learning")).toBeFocused();

  await press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await press("Escape");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeHidden();
  await expect(partOf(page, "learning")).toBeFocused();
  await press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" }).getByRole("combobox")).toBeFocused();
  await page.keyboard.type(title);
  await expect(page.getByRole("option", { name: "Search notes for" })).toBeVisible();
  await chooseOption(page, /^Search notes for/);
  await expect(page).toHaveURL(/\/notes\?q=/);
  await tabTo(page, page.getByRole("main").getByRole("searchbox", { name: "Search notes" }));
  await press("ArrowDown");
  await expect(page.getByRole("main").getByRole("link", { name: title })).toBeFocused();
  await press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

/** Several of many: arrows and Enter choose, Backspace takes the last one off, Escape closes the list. */
async function addTokens(page: Page): Promise<void> {
  const press = (key: string) => page.keyboard.press(key);
  await page.keyboard.type("da");
  await press("Enter");
  await expect(page.getByRole("button", { name: "Take off Data" })).toBeVisible();
  await page.keyboard.type("su");
  await press("ArrowDown");
  await press("ArrowUp");
  await press("Enter");
  await expect(page.getByRole("button", { name: "Take off Support" })).toBeVisible();
  await press("Backspace");
  await expect(page.getByRole("button", { name: /^Take off/ })).toHaveCount(1);
  await press("Escape");
  await expect(page.getByRole("listbox", { name: "Add a team" })).toBeHidden();
  await expect(page).toHaveURL(/\/requests\/new/);
}

/** The week grid is one stop; inside it arrows, Home, End and Page keys move, Escape leaves, Enter books. */
async function bookByKeys(page: Page): Promise<void> {
  const press = (key: string) => page.keyboard.press(key);
  const grid = page.getByRole("grid", { name: /^Times/ });
  const focused = grid.locator("[role=gridcell]:focus");
  const label = () => focused.getAttribute("aria-label");
  await tabTo(page, page.getByRole("button", { name: "Amara Diallo", exact: true }));
  await press("Enter");
  await expect(page.getByRole("button", { name: "Amara Diallo", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await tabTo(page, grid.locator("[role=gridcell][tabindex='0']"));
  await expect(grid.locator("[role=gridcell][tabindex='0']")).toHaveCount(1);
  const first = await label();
  await press("ArrowDown");
  await expect.poll(label).not.toBe(first);
  await press("ArrowUp");
  await expect.poll(label).toBe(first);
  await press("End");
  await expect.poll(label).not.toBe(first);
  await press("Home");
  await expectVisibleFocus(page);

  const week = await grid.getAttribute("aria-label");
  const canTurn = await page.getByRole("button", { name: "Week after" }).isEnabled();
  await press("PageDown");
  if (canTurn) {
    await expect(grid).not.toHaveAttribute("aria-label", week ?? "");
    await expectFocusKept(page);
    await press("PageUp");
  }
  await expect(grid).toHaveAttribute("aria-label", week ?? "");
  await expectFocusKept(page);
  await press("Escape");
  await expect(page.locator("button[data-person][aria-pressed=true]")).toBeFocused();
  await tabTo(page, grid.locator("[role=gridcell][tabindex='0']"));
  await press("ArrowRight");
  await press("ArrowLeft");
  await expect(page.getByRole("button", { name: /^Book with / })).toBeEnabled();
  await press("Enter");
}

/** In the palette the arrows go from one to the next; Enter takes the one that is marked. */
async function chooseOption(page: Page, name: RegExp): Promise<void> {
  const option = page.getByRole("option", { name });
  for (let at = 0; at < 20; at++) {
    if ((await option.getAttribute("aria-selected")) === "true") break;
    await page.keyboard.press("ArrowDown");
  }
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
}
