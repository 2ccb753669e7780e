import { onTestFinished, vi } from "vitest";
import { closeMail } from "@/lib/mail/transport";
import { type RunningMail, startLocalMail } from "@/local/mail/server";

/** A mail server of the test's own, and mail switched on for as long as the test runs. */
export async function mailServer(): Promise<RunningMail> {
  const mail = await startLocalMail();
  vi.stubEnv("SMTP_URL", mail.smtpUrl);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    closeMail();
    await mail.close();
  });
  return mail;
}
