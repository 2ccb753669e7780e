import type { Page } from "@playwright/test";
import { heldSession } from "@/tests/support/e2e-database";
import { expectSaved, partOf, unique, writeNote } from "@/tests/support/e2e-steps";
import { addressOf, expect, test } from "@/tests/support/e2e-test";

type As = (person: string) => Promise<Page>;

/** Ana and Bo on the page of a session of their own. */
async function pairOf(as: As, title: string): Promise<{ ana: Page; bo: Page; id: string }> {
  const id = await heldSession(title, addressOf("ana"), addressOf("bo"));
  const [ana, bo] = [await as("ana"), await as("bo")];
  for (const page of [ana, bo]) {
    await page.goto(`/sessions/${id}`);
    await expect(partOf(page, "problem")).toBeVisible();
  }
  return { ana, bo, id };
}

test("two people write at once: each sees where the other is and what they wrote", async ({
  as,
  tolerate,
}) => {
  // Both add a question: refused once, merged, sent again.
  tolerate(/status of 409/);
  const { ana, bo } = await pairOf(as, unique("Write it together"));
  await partOf(bo, "solution").pressSequentially("Reads moved behind a flag");
  await partOf(ana, "problem").pressSequentially("Compaction stalls reads");
  await expect(ana.getByText("Bo is writing here")).toBeVisible();
  await expect(partOf(ana, "solution")).toHaveValue("Reads moved behind a flag");
  await expect(partOf(bo, "problem")).toHaveValue("Compaction stalls reads");

  // Who stands in a text stays among its words when another's come in, and hears what is said of the note.
  await ana.bringToFront();
  await partOf(ana, "solution").evaluate((field: HTMLTextAreaElement) => {
    field.focus();
    field.setSelectionRange(6, 11);
  });
  await partOf(bo, "solution").fill("All reads moved behind a flag");
  await expect(partOf(ana, "solution")).toHaveValue("All reads moved behind a flag");
  expect(
    await partOf(ana, "solution").evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    ),
  ).toBe("moved");
  await bo.getByRole("button", { name: "Out of date?" }).click();
  await bo.getByLabel("What has changed").fill("the flag is gone");
  await bo.getByRole("button", { name: "Mark as out of date" }).click();
  await expect(ana.getByText("Out of date: the flag is gone")).toBeVisible();
  await partOf(ana, "process").fill("We watched it.");
  await expectSaved(ana);

  // One more question from each, at the same time.
  await bo.getByRole("textbox", { name: "Question 1" }).fill("Who notices?");
  await ana.getByRole("textbox", { name: "Question 1" }).fill("Why three?");
  for (const page of [ana, bo]) {
    await expect(page.getByRole("textbox", { name: /^Question/ })).toHaveCount(2);
    await expectSaved(page);
  }
  await expect(ana.getByText("Bo is writing here")).toBeHidden({ timeout: 20_000 });
});

test("where both changed the same text both are there, and one chooses", async ({ as, tolerate }) => {
  tolerate(/status of 409|ERR_FAILED/);
  const { ana, bo } = await pairOf(as, unique("Choose one"));
  // What Ana writes does not reach Bo before he has written as well.
  await bo.route("**/note/news", (route) => route.abort());
  await writeNote(ana, { problem: "A disk was dying.", process: "We watched it." });
  await expectSaved(ana);
  await writeNote(bo, { problem: "Latencies rose.", learning: "Reads are paged." });
  await expect(bo.getByText("Ana Ribeiro saved this note while you wrote. Nothing is lost.")).toBeVisible();
  await expect(bo.getByText("A disk was dying.")).toBeVisible();
  await expect(partOf(bo, "problem")).toHaveValue("Latencies rose.");
  await expect(partOf(bo, "process")).toHaveValue("We watched it.");
  await bo.getByRole("button", { name: "Keep both" }).click();
  await expectSaved(bo);
  await expect(partOf(ana, "problem")).toHaveValue("A disk was dying.\n\nLatencies rose.");
});

test("offline it is kept here, and saved once somebody answers; a closed tab loses nothing", async ({
  as,
  tolerate,
}) => {
  tolerate(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const { ana, bo, id } = await pairOf(as, unique("Lose nothing"));
  await ana.context().setOffline(true);
  await writeNote(ana, { problem: "Written on a train." });
  await expect(ana.getByText("Offline, kept on this device")).toBeVisible();
  await writeNote(bo, { process: "Written at a desk." });
  await expectSaved(bo);
  await ana.context().setOffline(false);
  await expectSaved(ana);
  await expect(partOf(ana, "process")).toHaveValue("Written at a desk.");

  await ana.context().setOffline(true);
  await partOf(ana, "problem").fill("Written on a train, and a bus.");
  await expect(ana.getByText("Offline, kept on this device")).toBeVisible();
  const again = await ana.context().newPage();
  await ana.close();
  await again.context().setOffline(false);
  await again.goto(`/sessions/${id}`);
  await expectSaved(again);
  await expect(partOf(bo, "problem")).toHaveValue("Written on a train, and a bus.");

  // The tab goes before the typing has paused.
  await partOf(again, "solution").pressSequentially("And at once gone");
  await again.goto("/board");
  await expect(partOf(bo, "solution")).toHaveValue("And at once gone");
});

test("a command that is pasted becomes a block of code with a button that copies it", async ({ as }) => {
  const { ana } = await pairOf(as, unique("Paste it"));
  await ana.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const command = "nodetool status\nnodetool netstats";
  const paste = async (text: string) => {
    await ana.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await ana.keyboard.press("Control+V");
  };
  await partOf(ana, "process").fill("We looked:");
  await paste(command);
  await expect(partOf(ana, "process")).toHaveValue(`We looked:\n\`\`\`\n${command}\n\`\`\`\n`);
  await ana.keyboard.press("Control+Z");
  await expect(partOf(ana, "process")).toHaveValue(`We looked:${command}`);
  await ana.keyboard.press("Control+Y");
  await partOf(ana, "problem").fill("See the runbook");
  await partOf(ana, "problem").selectText();
  await paste("https://wiki.example/runbook");
  await expect(partOf(ana, "problem")).toHaveValue("[See the runbook](https://wiki.example/runbook)");
  await expectSaved(ana);
  await ana.getByRole("button", { name: "Read", exact: true }).click();
  await expect(ana.getByRole("link", { name: "See the runbook" })).toBeVisible();
  await ana.getByRole("button", { name: "Copy code" }).click();
  expect(await ana.evaluate(() => navigator.clipboard.readText())).toBe(command);
});

test("what was written is in the history; anybody says that it is out of date, or holds", async ({ as }) => {
  const { ana, id } = await pairOf(as, unique("Correct it"));
  await writeNote(ana, { solution: "Set it by hand in Puppet." });
  await expectSaved(ana);
  const sofia = await as("sofia");
  await sofia.goto(`/sessions/${id}`);
  await sofia.getByRole("button", { name: "Out of date?" }).click();
  await sofia.getByRole("button", { name: "Mark as out of date" }).click();
  await expect(sofia.getByText("Why it is out of date is missing.")).toBeVisible();
  await sofia.getByLabel("What has changed").fill("moved to Terraform in October");
  await sofia.getByRole("button", { name: "Mark as out of date" }).click();
  await expect(sofia.getByText("Out of date: moved to Terraform in October")).toBeVisible();
  await ana.reload();
  await ana.getByRole("button", { name: "It holds again" }).click();
  await expect(ana.getByText("Out of date: moved")).toBeHidden();
  await ana.getByRole("link", { name: "History", exact: true }).click();
  await expect(ana.getByRole("heading", { level: 1, name: "History of the note" })).toBeVisible();
  for (const words of ["said it holds again", "marked it as out of date", "Set it by hand in Puppet."])
    await expect(ana.getByText(words)).toBeVisible();
});

const EVERYWHERE = [
  ...[
    "/",
    "/board",
    "/notes",
    "/systems",
    "/map",
    "/walls",
    "/walls?view=table",
    "/people",

    "/notices",
  ],
  ...["/api/walls", "/api/my-data", "/api/palette?q=Keep", "/api/notes/search?q=about"],
];

async function textAt(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(address);
  expect(answer.status(), address).toBe(200);
  return answer.text();
}

test("a private session and its note are there for nobody else, and come back", async ({ as, tolerate }) => {
  tolerate(/status of 404/);
  const word = `zyx${Math.random().toString(36).slice(2, 8)}`;
  const { ana, bo, id } = await pairOf(as, unique(`Keep ${word} between us`));
  await writeNote(ana, { problem: `All about ${word}.` });
  await expectSaved(ana);
  const sofia = await as("sofia");
  const finds = async (page: Page) => {
    await page.goto(`/notes?q=${word}`);
    return page.getByRole("main").getByRole("link", { name: new RegExp(word) });
  };
  await expect(await finds(sofia)).toHaveCount(1);
  await bo.getByRole("button", { name: "Make it private" }).click();
  await expect(bo.getByText("Bo Larsen made it private")).toBeVisible();

  const missing = id.replace(/^.{8}/, "00000000");
  for (const at of ["", "/note"]) {
    await sofia.goto(`/sessions/${id}${at}`);
    await expect(sofia.getByRole("heading", { level: 1 })).toHaveText("Nobody sits at this desk.");
  }
  const answers = await Promise.all(
    [id, missing].map(async (one) => {
      const answer = await sofia.request.get(`/api/sessions/${one}/note`);
      return [answer.status(), await answer.text()];
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  await expect(await finds(sofia)).toHaveCount(0);
  await expect(await finds(ana)).toHaveCount(1);

  // What the pair has in their own file stands nowhere in what others are sent, admins among them.
  expect(await textAt(ana, "/api/my-data")).toContain(word);
  const marta = await as("marta");
  for (const page of [sofia, marta])
    for (const address of EVERYWHERE) {
      const text = await textAt(page, address);
      expect(text.includes(word) || text.includes(id), address).toBe(false);
    }
  for (const address of ["/admin/audit", "/admin/jobs", "/api/admin/audit"])
    expect(await textAt(marta, address), address).not.toContain(word);
  const related = await sofia.request.post("/api/notes/related", {
    data: { title: `Keep ${word}`, text: `All about ${word}.`, systemIds: [] },
  });
  expect(related.status()).toBe(200);
  expect(await related.text()).not.toContain(id);

  await bo.getByRole("button", { name: "Show it to the company" }).click();
  await expect(bo.getByText("Bo Larsen showed it to the company again")).toBeVisible();
  await expect(await finds(sofia)).toHaveCount(1);
});
