import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** `v1` did not say which key. */
const VERSION = "v2";

/** Which key a text was sealed under: says nothing about the key to whoever has not got it. */
const keyId = (keyBase64: string): string =>
  createHash("sha256")
    .update("deskside key id\n")
    .update(Buffer.from(keyBase64, "base64"))
    .digest("base64url")
    .slice(0, 10);

/** How every text begins that is sealed under this key. */
export const sealedUnder = (keyBase64: string): string => `${VERSION}.${keyId(keyBase64)}.`;

/**
 * AES-256-GCM.
 * @param keyBase64 32 bytes.
 * @returns `v2.`, the key's id and base64url of nonce, ciphertext and tag.
 */
export function seal(text: string, keyBase64: string): string {
  const start = sealedUnder(keyBase64);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(keyBase64, "base64"), iv);
  cipher.setAAD(Buffer.from(start));
  const body = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${start}${body.toString("base64url")}`;
}

/**
 * @param keys Those that may have sealed it. See `keysOf`.
 * @throws {Error} if none of them did, or it was changed since.
 */
export function unseal(sealed: string, keys: string | readonly string[]): string {
  const all = [keys].flat();
  if (sealed.startsWith("v1.")) return openedByOneOf(sealed.slice("v1.".length), all);
  const key = all.find((one) => sealed.startsWith(sealedUnder(one)));
  if (key === undefined) throw new Error("A sealed text of an unknown version or key.");
  const start = sealedUnder(key);
  return opened(sealed.slice(start.length), key, start);
}

function openedByOneOf(body: string, keys: readonly string[]): string {
  let failure: unknown = new Error("There is no key.");
  for (const key of keys)
    try {
      return opened(body, key);
    } catch (error) {
      failure = error;
    }
  throw failure;
}

function opened(body: string, keyBase64: string, start?: string): string {
  const bytes = Buffer.from(body, "base64url");
  // The decoder passes over what it cannot read.
  if (body === "" || bytes.toString("base64url") !== body) throw new Error("A sealed text that was changed.");
  const key = Buffer.from(keyBase64, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  if (start !== undefined) decipher.setAAD(Buffer.from(start));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}
