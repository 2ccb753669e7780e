import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 80;

/** Presses Tab until the focus is there. Each stop on the way has to be visible, and never the bare page twice. */
export async function tabTo(page: Page, target: Locator, { back = false } = {}): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    await expectVisibleFocus(page);
  }
  throw new Error(`${MOST_STOPS} times Tab did not lead to ${target}.`);
}

/** Something has the focus, and a ring, a shadow or the tint of a chosen thing around it shows where. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return "nothing has the focus";
    // Its parts are the browser's, and so is the ring around them.
    if (focused.matches("input[type=date], input[type=time]")) return "";
    // Where somebody writes without a box, the edge of the part is coloured.
    const part = focused.matches("textarea") && focused.closest("section");
    if (part && !/transparent|rgba\(0, 0, 0, 0\)/.test(getComputedStyle(part).borderLeftColor)) return "";
    // A control inside another one, as a radio in its label, may leave the ring to the one around it.
    for (let at: Element | null = focused, up = 0; at && up < 3; at = at.parentElement, up++) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) return "";
    }
    return `no ring around ${focused.outerHTML.slice(0, 200)}`;
  });
  // Past the last stop the browser's own bar has the focus.
  if (shown !== "nothing has the focus") expect(shown).toBe("");
}

/** After something was done the focus is still on something. */
export async function expectFocusKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName ?? ""), "what has the focus")
    .not.toMatch(/^(BODY|HTML|)$/);
}
