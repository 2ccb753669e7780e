import { letPass } from "@/tests/support/e2e-database";
import { calendarOf, type GoogleEvent } from "@/tests/support/e2e-google";
import { book, expectSaved, partOf, postRequest, unique, writeNote } from "@/tests/support/e2e-steps";
import { addressOf, expect, test } from "@/tests/support/e2e-test";

test("three people: asked, matched, booked, paired, written down, found again", async ({ visit, as }) => {
  const title = unique("Take a node out of the ring");
  const ana = await visit();
  await ana.goto("/");
  await ana.getByRole("button", { name: "Sign in with Google" }).click();
  await ana.getByRole("button", { name: /^Ana Ribeiro,/ }).click();
  await expect(ana.getByRole("button", { name: /account of Ana Ribeiro/ })).toBeVisible();

  await postRequest(ana, {
    title,
    team: "Platform ops",
    system: "Cassandra",
    body: "One of the six has a dying disk. I would like to *decommission* it with somebody who has done that.",
    understand: "What the others do while it streams its data away.",
    bring: "The disk's error counters of a month.",
  });

  const bo = ana
    .getByRole("listitem")
    .filter({ has: ana.getByRole("button", { name: "Bo Larsen", exact: true }) });
  await expect(bo).toContainText("New York, 6 h behind");
  await expect(bo).toContainText(/both free (Mon|Tue|Wed|Thu|Fri) .*\d\d:\d\d\s?[–⁠]+\d\d:\d\d/i);
  await expect(bo).toContainText("Bo can teach Cassandra");
  const priya = ana
    .getByRole("listitem")
    .filter({ has: ana.getByRole("button", { name: "Priya Raman", exact: true }) });
  await expect(priya).toContainText("Unknown");
  await expect(priya).toContainText("The calendar cannot be read: access ended");

  const id = await book(ana, "Bo Larsen");
  await expect(ana.getByText("Booked.", { exact: false })).toBeVisible();
  await expect(ana.getByRole("link", { name: "Join video" })).toBeVisible({ timeout: 20_000 });

  const inAnas = await onlyEvent("ana", title);
  const inBos = await onlyEvent("bo", title);
  expect(inBos.id).toBe(inAnas.id);
  expect(inAnas.organizer.email).toBe(addressOf("ana"));
  expect(inAnas.attendees?.map(({ email }) => email)).toContain(addressOf("bo"));
  expect(inBos.hangoutLink).toMatch(/^https:\/\/meet\./);
  expect(inBos.description).toContain("What the others do while it streams its data away.");
  const link = /http:\S+/.exec(inBos.description ?? "")?.[0] ?? "";
  expect(new URL(link).pathname).toBe(`/sessions/${id}`);
  await expect(ana.getByRole("link", { name: "Join video" })).toHaveAttribute(
    "href",
    inAnas.hangoutLink ?? "",
  );

  const partner = await as("bo");
  await partner.goto("/notices");
  await partner.getByRole("link", { name: new RegExp(`Ana Ribeiro booked you for “${title}”`) }).click();
  await expect(partner.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await partner.getByRole("button", { name: "I’ll come" }).click();
  await expect(partner.getByRole("button", { name: "I’ll come" })).toBeHidden();

  await letPass(id);
  await ana.reload();
  await ana.getByRole("button", { name: "Yes, we paired" }).click();
  await expect(ana.getByText("Ana Ribeiro said it happened")).toBeVisible();
  await partner.reload();
  await expect(partner.getByText("Ana Ribeiro said it happened")).toBeVisible();
  await expect(partner.getByText("Did it happen?")).toBeHidden();

  await writeNote(ana, {
    problem: "A disk of the ring was dying.",
    process:
      "We watched it stream with `nodetool netstats`, and throttled the stream to spare the neighbours.",
    learning: "A departing node hands its ranges over before it goes.",
  });
  await expectSaved(ana);
  // Bo has had the page open all the while: what Ana wrote arrives there by itself.
  await expect(partOf(partner, "process")).toHaveValue(/nodetool netstats/);
  await writeNote(partner, {
    solution: "Decommissioned at night, replaced by noon.",
    learning: "Month-end reads are what Billing fears most.",
  });
  await expectSaved(partner);

  await ana.reload();
  for (const text of ["A disk of the ring was dying.", "replaced by noon", "what Billing fears"])
    await expect(ana.getByText(text).filter({ visible: true }).first()).toBeVisible();
  await ana.getByLabel("What you can do with Cassandra").selectOption("Can follow");
  await ana.getByRole("button", { name: "Confirm" }).click();
  await expect(ana.getByText("Confirmed, in your own words.")).toBeVisible();

  const third = await as("sofia");
  await third.goto("/");
  await third
    .getByRole("banner")
    .getByRole("searchbox", { name: "Search notes" })
    .fill("throttle stream of a departing node");
  await third.keyboard.press("Enter");
  const found = third.getByRole("listitem").filter({ has: third.getByRole("link", { name: title }) });
  await expect(found).toContainText("Ana Ribeiro with Bo Larsen");
  await expect(found.locator("mark", { hasText: /throttle/ }).first()).toBeVisible();
  await found.getByRole("link", { name: "Process." }).click();
  await expect(third).toHaveURL(new RegExp(`/sessions/${id}#process`));
  await expect(third.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(third.getByText("nodetool netstats")).toBeVisible();
  await expect(third.getByRole("textbox", { name: "What was the problem?" })).toHaveCount(0);
});

async function onlyEvent(person: string, title: string): Promise<GoogleEvent> {
  const calendar = await calendarOf(person);
  await expect.poll(async () => (await calendar.called(title)).length).toBe(1);
  const [event] = await calendar.called(title);
  if (!event) throw new Error("It was there a moment ago.");
  return event;
}
