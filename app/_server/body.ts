import { UnreadableBody } from "./problem";

/** The largest note in a script of three bytes a character, and room for JSON's own marks. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * The one way to read a body: counted while it comes in, whatever its head says about its length; the rest of one that
 * is too large is not read.
 * @throws {UnreadableBody} 413 beyond `limitBytes`; 400 for what is not UTF-8, or broke off
 */
export async function limitedText(
  request: Pick<Request, "body">,
  limitBytes = BODY_LIMIT_BYTES,
): Promise<string> {
  const bytes = await limitedBytes(request, limitBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnreadableBody(400, "The body is not UTF-8.");
  }
}

async function limitedBytes(request: Pick<Request, "body">, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limitBytes)
        throw new UnreadableBody(413, `The body is larger than ${Math.round(limitBytes / 1024)} kB.`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof UnreadableBody) throw error;
    // Whoever sent it went away: that is no fault of ours, and nobody is there to be answered.
    throw new UnreadableBody(400, "The body did not arrive whole.");
  }
  return Buffer.concat(chunks);
}
