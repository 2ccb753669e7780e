import { UnreadableBody } from "./problem";

/** The largest note in a script of three bytes a character, and room for JSON's own marks. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * The one way to read a body: counted while it comes in, whatever its head says about its length; the rest of one that
 * is too large is not read.
 * @throws {UnreadableBody} 413 beyond `limitBytes`; 400 for what is not UTF-8
 */
export async function limitedText(
  request: Pick<Request, "body">,
  limitBytes = BODY_LIMIT_BYTES,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limitBytes)
      throw new UnreadableBody(413, `The body is larger than ${Math.round(limitBytes / 1024)} kB.`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UnreadableBody(400, "The body is not UTF-8.");
  }
}
