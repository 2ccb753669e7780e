import { calendarOf } from "@/tests/support/e2e-google";
import { bothFreeAtOnce, expectNoOverflow, idIn, postRequest, unique } from "@/tests/support/e2e-steps";
import { expect, test } from "@/tests/support/e2e-test";

test("somebody watches, has it in the calendar, is seen by those who pair, and leaves", async ({ as }) => {
  const title = unique("Read a flame graph without guessing");
  const noor = await as("noor");
  const request = await postRequest(noor, { title, team: "Web" });
  await noor.goto(`/requests/${request}/edit`);
  await noor.getByRole("radiogroup", { name: "How many colleagues may watch" }).getByText("2").click();
  await noor.getByRole("button", { name: "Save changes" }).click();
  await expect(noor.getByText("2 colleagues may watch")).toBeVisible();

  const { first, second, start } = await bothFreeAtOnce(noor);
  await noor.getByRole("button", { name: first.name, exact: true }).click();
  await noor.locator(`[role=gridcell][data-start="${start}"]`).click();
  await noor.getByRole("button", { name: `Book with ${first.name.split(" ")[0]}` }).click();
  await expect(noor).toHaveURL(/\/sessions\//);
  const session = idIn(noor, "sessions");
  const nickname = second.name.split(" ")[0]?.toLowerCase() ?? "";

  const watcher = await as(nickname);
  await watcher.goto(`/requests/${request}`);
  await expect(watcher.getByText("2 seats left to watch.")).toBeVisible();
  await watcher.getByRole("button", { name: "May I watch?" }).click();
  await expect(watcher.getByText("You are watching this session.")).toBeVisible();
  const calendar = await calendarOf(nickname);
  await expect.poll(async () => (await calendar.called(title)).length).toBe(1);

  await noor.reload();
  await expect(noor.getByRole("link", { name: second.name })).toBeVisible();
  await expect(noor.getByRole("button", { name: `Remove ${second.name}` })).toBeVisible();
  await expect(noor.getByText("2 people may watch · 1 seat left")).toBeVisible();
  await expect(noor.getByText(`${second.name} came to watch`)).toBeVisible();

  await watcher.setViewportSize({ width: 390, height: 844 });
  await watcher.goto(`/sessions/${session}`);
  await expect(watcher.getByText("You are watching", { exact: true })).toBeVisible();
  await expectNoOverflow(watcher);
  await watcher.getByRole("button", { name: "Leave" }).click();
  await expect(watcher.getByRole("button", { name: "May I watch?" })).toBeVisible();
  await expect.poll(async () => (await calendar.called(title)).length).toBe(0);
});
