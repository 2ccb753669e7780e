/**
 * Reads the page again, if there is somebody to answer. Without the question Next would leave the page for the
 * browser's own error page while the server starts anew or the network is away, and with it what was typed.
 */
export async function readAgain(router: { refresh: () => void }): Promise<void> {
  const answer = await fetch("/api/ready", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) router.refresh();
}
