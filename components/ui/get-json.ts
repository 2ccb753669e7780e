/** A refusal or failure of a route handler, as its problem details tell it (RFC 9457). */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * What a route handler of ours answers to GET; `T` is what its use case returns.
 * @throws {Refused} for every answer that is not a success; `TypeError` when there is no answer
 */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem.code ?? "fault", problem.title ?? "Deskside did not answer.");
}
