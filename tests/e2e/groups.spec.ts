import type { Locator, Page } from "@playwright/test";
import { expectNoOverflow, idIn, rowOf, unique } from "@/tests/support/e2e-steps";
import { expect, test } from "@/tests/support/e2e-test";

const PHONE = { width: 390, height: 844 };

test("a request for two: asked, one named, booked together, one says not now, another takes the seat", async ({
  as,
}) => {
  const title = unique("Move the image cache in front of the edge");
  const noor = await as("noor");
  await postForTwo(noor, title);

  // Who could come, by what they are needed for; whoever was named comes first.
  await expect(noor.getByRole("heading", { level: 3, name: "Platform ops" })).toBeVisible();
  const sre = noor.getByRole("region", { name: "SRE" });
  await expect(sre.getByRole("listitem").first()).toContainText("You have Marta in mind");
  await expect(sre.getByRole("button", { name: "Marta Kowalska" })).toHaveAttribute("aria-pressed", "true");

  // Another of Platform ops: Marta stays, and the bar names both.
  await rowOf(noor, "Hana Novak").getByRole("button", { name: "Hana Novak" }).click();
  const bookBoth = noor.getByRole("button", { name: "Book with Hana and Marta" });
  await expect(bookBoth).toBeEnabled();
  const cell = noor.getByRole("gridcell", { selected: true });
  await expect(cell).toHaveAccessibleName(/^[A-Z]\w+day \d+ \w+, \d\d:\d\d to \d\d:\d\d.*, Hana and Marta$/);

  // A time at which somebody else of SRE could come as well; one key further, one back, and Enter books it.
  const { start, other } = await timeWithAnother(noor);
  await noor.locator(`[role=gridcell][data-start="${start}"]`).click();
  await expect(cell).toHaveAccessibleName(/, Hana and Marta$/);
  await noor.keyboard.press("ArrowRight");
  await noor.locator(`[role=gridcell][data-start="${start}"]`).focus();
  await noor.keyboard.press("Enter");
  await expect(noor).toHaveURL(/\/sessions\/[0-9a-f-]{36}/);
  const session = noor.url();
  for (const name of ["Hana Novak", "Marta Kowalska"])
    await expect(
      noor
        .getByRole("main")
        .getByRole("link", { name: new RegExp(name) })
        .first(),
    ).toBeVisible();

  const marta = await as("marta");
  await marta.goto(session);
  await marta.getByRole("button", { name: "Not now" }).first().click();
  await expect(marta.getByText("You said “not now”.")).toBeVisible();

  await noor.reload();
  await expect(noor.getByText("One seat is still free: SRE.")).toBeVisible();
  await noor.getByRole("button", { name: "More", exact: true }).click();
  await expect(noor.getByRole("button", { name: "Find a partner…" })).toBeVisible();
  await expect(noor.getByRole("button", { name: "Swap Hana…" })).toBeVisible();
  await noor.keyboard.press("Escape");

  // Another of SRE finds it on the board, at that one time; Otto of Backend has no seat to take.
  const third = await as(other.split(" ")[0]?.toLowerCase() ?? "");
  await third.goto("/board");
  const row = third.getByRole("row").filter({ has: third.getByRole("link", { name: title }) });
  await expect(row).toContainText("1 more: SRE");
  await row.getByRole("link", { name: title }).click();
  await expect(third.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const otto = await as("otto");
  await otto.goto(third.url());
  await expect(otto.getByText("This still looks for SRE, and you are not among them.")).toBeVisible();

  await third.getByRole("button", { name: "Pair with Noor" }).click();
  await expect(third).toHaveURL(session);
  await noor.reload();
  await expect(noor.getByText("One seat is still free")).toHaveCount(0);
  await expect(
    noor
      .getByRole("main")
      .getByRole("link", { name: new RegExp(other) })
      .first(),
  ).toBeVisible();
});

type Matches = {
  people: { id: string; name: string; calendar: { known: boolean }; runs: [number, number][] }[];
  group: { needs: { people: string[] }[] };
};

/** A start of the week shown at which Hana and Marta are free and somebody else of SRE is. */
async function timeWithAnother(page: Page): Promise<{ start: number; other: string }> {
  const shown = Number(await page.getByRole("gridcell").first().getAttribute("data-start"));
  const week = new Date(shown).toISOString().slice(0, 10);
  const answer = await page.request.get(`/api/requests/${idIn(page, "requests")}/matches?week=${week}`);
  const { people, group } = (await answer.json()) as Matches;
  const startsOf = (name: string) =>
    (people.find((one) => one.name === name)?.runs ?? []).flatMap(([start, count]) =>
      Array.from({ length: count }, (_, at) => start + at * 15 * 60_000),
    );
  const martas = new Set(startsOf("Marta Kowalska"));
  const both = startsOf("Hana Novak").filter((start) => martas.has(start));
  const others = people.filter(
    ({ id, name, calendar }) =>
      group.needs[1]?.people.includes(id) && calendar.known && name !== "Marta Kowalska",
  );
  for (const { name } of others) {
    const start = both.find((one) => startsOf(name).includes(one));
    if (start !== undefined) return { start, other: name };
  }
  throw new Error("Nobody else of SRE is free when Hana and Marta are.");
}

test("on a phone, and with a draft: the seats stay, refusals stand beside them", async ({ as }) => {
  const title = unique("Agree on what a flaky deploy is");
  const noor = await as("noor", { viewport: PHONE });
  await noor.goto("/requests/new");
  await noor.getByLabel("Title").fill(title);
  await choose(noor.getByRole("combobox", { name: "Who should sit with you" }), "Platform ops");
  await noor.getByRole("button", { name: "And one more person" }).click();
  await noor.getByRole("button", { name: "Post request" }).click();
  await expect(noor.getByText("Choose a team, or take this person off again.")).toBeVisible();
  await choose(noor.getByRole("combobox", { name: "And one more from" }), "SRE");
  await expectNoOverflow(noor);
  await expect(noor.getByText(/Draft kept/)).toBeVisible();
  await noor.reload();
  await expect(noor.getByRole("button", { name: "Take off SRE" })).toBeVisible();
  await noor.getByRole("button", { name: "Post request" }).click();
  await expect(noor.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(noor.getByRole("button", { name: /^Book with \S+ and \S+$/ })).toBeEnabled();
  await expectNoOverflow(noor);

  await noor.goto(`/requests/${idIn(noor, "requests")}/edit`);
  await noor.getByRole("button", { name: "Without the second person" }).click();
  await noor.getByRole("button", { name: "Save changes" }).click();
  await expect(noor.getByRole("button", { name: /^Book with \S+$/ })).toBeEnabled();
});

async function postForTwo(page: Page, title: string): Promise<void> {
  await page.goto("/requests/new");
  await page.getByLabel("Title").fill(title);
  await choose(page.getByRole("combobox", { name: "Who should sit with you" }), "Platform ops");
  await page.getByRole("button", { name: "And one more person" }).click();
  await choose(page.getByRole("combobox", { name: "And one more from" }), "SRE");
  await page.getByRole("button", { name: "Somebody in mind?" }).last().click();
  await page.getByLabel("Somebody in mind").selectOption("Marta Kowalska");
  await page.getByRole("button", { name: "Post request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

async function choose(field: Locator, name: string): Promise<void> {
  await field.fill(name);
  await field.press("Enter");
  await expect(field.page().getByRole("button", { name: `Take off ${name}` })).toBeVisible();
  await field.press("Escape");
}
