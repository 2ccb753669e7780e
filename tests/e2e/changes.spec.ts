import { startsIn } from "@/tests/support/e2e-database";
import { calendarOf, local } from "@/tests/support/e2e-google";
import { bothFreeAtOnce, expectNoOverflow, idIn, more, postRequest, unique } from "@/tests/support/e2e-steps";
import { addressOf, expect, test } from "@/tests/support/e2e-test";

const MINUTE_MS = 60_000;

test("a session changes its partner, is pulled about in Google, is kept, and is cancelled late", async ({
  as,
}) => {
  const title = unique("Tell a slow invoice from a broken one");
  const noor = await as("noor");
  await postRequest(noor, { title, team: "Web" });
  const { first, second, start } = await bothFreeAtOnce(noor);
  await noor.getByRole("button", { name: first.name, exact: true }).click();
  await noor.locator(`[role=gridcell][data-start="${start}"]`).click();
  await noor.getByRole("button", { name: `Book with ${first.name.split(" ")[0]}` }).click();
  await expect(noor).toHaveURL(/\/sessions\//);
  const session = idIn(noor, "sessions");
  const noors = await calendarOf("noor");
  const guestOf = async () => (await noors.called(title))[0]?.attendees?.[0]?.email ?? "";
  await expect.poll(guestOf).not.toBe("");
  const invited = await guestOf();

  await more(noor, "Swap partner…");
  await noor.getByRole("button", { name: `Ask ${second.name}` }).click();
  await expect(noor.getByRole("banner").or(noor.locator("main header")).getByText(second.name)).toBeVisible();
  await expect(noor.getByText(`swapped ${first.name} for ${second.name}`)).toBeVisible();
  await expect.poll(guestOf).not.toBe(invited);
  const swappedIn = await guestOf();
  expect(await (await calendarOf(nameIn(invited))).called(title)).toEqual([]);

  const [event] = await noors.called(title);
  const past = { start: Date.now() - 90 * MINUTE_MS, end: Date.now() - 40 * MINUTE_MS };
  await local("move", { person: addressOf("noor"), event: event?.id, ...past });
  const kept = noor.getByRole("button", { name: "Keep the agreed time" });
  await expect(async () => {
    await noor.reload();
    await expect(kept).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(noor.getByText("In Google Calendar", { exact: true })).toBeVisible();
  await kept.click();
  await expect(kept).toHaveCount(0);
  const startInGoogle = async () => Date.parse((await noors.called(title))[0]?.start.dateTime ?? "");
  await expect.poll(startInGoogle).toBe(start);

  await startsIn(session, 41);
  await noor.reload();
  await more(noor, "Cancel session");
  const dialog = noor.getByRole("alertdialog");
  await dialog.getByRole("textbox").fill("The pager went off.");
  await dialog.getByRole("button", { name: "Cancel session" }).click();
  await expect(
    noor.getByText(/Noor cancelled this session (40|39) minutes before its start\./),
  ).toBeVisible();
  await expect(noor.locator("main header s")).toBeVisible();

  const guest = await as(nameIn(swappedIn), { viewport: { width: 390, height: 844 } });
  await guest.goto(`/sessions/${session}`);
  await expect(guest.getByText("“The pager went off.”", { exact: false }).first()).toBeVisible();
  await expectNoOverflow(guest);
  await guest.goto("/notices");
  await expect(guest.getByText(`Noor Haddad cancelled “${title}”`)).toContainText("minutes before the start");
});

const nameIn = (email: string) => email.split("@")[0] ?? "";
