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
export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  answerOf(await fetch(path, { signal, headers: { accept: "application/json" } }));

/** The same of POST: for what is typed, which has no place in an address, since addresses are kept in logs. */
export const postJson = async <T>(path: string, body: object, signal?: AbortSignal): Promise<T> =>
  answerOf(
    await fetch(path, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
    }),
  );

async function answerOf<T>(answer: Response): Promise<T> {
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem.code ?? "fault", problem.title ?? "Deskside did not answer.");
}
