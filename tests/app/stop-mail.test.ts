import { expect, onTestFinished, test, vi } from "vitest";
import { people } from "@/db/schema/people";
import { stopToken } from "@/lib/people/stop-mail";
import { aPerson, TEST_CONFIG } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

/** Mel, who gets the weekly mail, and the route as it answers in this process. */
async function mailed() {
  const { db, url } = await testDatabase();
  const strings = Object.entries(TEST_CONFIG).filter(([, value]) => typeof value === "string");
  for (const [name, value] of strings) vi.stubEnv(name, String(value));
  for (const [name, value] of Object.entries({ DATABASE_URL: url, ALLOWED_DOMAINS: "northlight.example" }))
    vi.stubEnv(name, value);
  const { POST } = await import("@/app/api/mail/stop/[token]/route");
  const { closeDatabase } = await import("@/lib/context");
  onTestFinished(async () => {
    await closeDatabase();
    vi.unstubAllEnvs();
  });
  const mel = await aPerson(db, "Mel", { mailOff: [] });
  const token = stopToken(mel, TEST_CONFIG.ENCRYPTION_KEY);
  return {
    token,
    press: async (link: string, body: BodyInit, query = "") => {
      const request = new Request(`http://localhost:3000/api/mail/stop/x${query}`, { method: "POST", body });
      const answer = await POST(request, { params: Promise.resolve({ token: link }) });
      return [answer.status, answer.headers.get("location")];
    },
    again: () => db.update(people).set({ mailOff: [] }),
    mailOff: async () => (await db.select({ off: people.mailOff }).from(people))[0]?.off,
  };
}

const ONE_CLICK = "List-Unsubscribe";

test("mail programs end the weekly mail in either form and are led nowhere; the page's button leads back to the page", async () => {
  const { token, press, again, mailOff } = await mailed();
  const form = new FormData();
  form.set(ONE_CLICK, "One-Click");
  for (const body of [form, new URLSearchParams({ [ONE_CLICK]: "One-Click" })]) {
    await again();
    expect(await press(token, body)).toEqual([204, null]);
    expect(await mailOff()).toEqual(["week"]);
  }
  await again();
  expect(await press("a/b\n", form)).toEqual([404, null]);
  expect(await press("a/b\n", "", "?from=page")).toEqual([303, "/stop-mail/a%2Fb%0A?broken=1"]);
  expect(await mailOff()).toEqual([]);
  expect(await press(token, "", "?from=page")).toEqual([303, `/stop-mail/${token}?done=1`]);
  expect(await mailOff()).toEqual(["week"]);
});
