import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1";

/**
 * AES-256-GCM under the key of the environment.
 * @param keyBase64 32 bytes.
 * @returns `v1.` and base64url of nonce, ciphertext and tag.
 */
export function seal(text: string, keyBase64: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(keyBase64, "base64"), iv);
  const body = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${body.toString("base64url")}`;
}

/** @throws {Error} if it was sealed under another key, or changed since. */
export function unseal(sealed: string, keyBase64: string): string {
  const [version, body] = sealed.split(".");
  if (version !== VERSION || !body) throw new Error("A sealed text of an unknown version.");
  const bytes = Buffer.from(body, "base64url");
  // The decoder passes over what it cannot read.
  if (bytes.toString("base64url") !== body) throw new Error("A sealed text that was changed.");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    Buffer.from(keyBase64, "base64"),
    bytes.subarray(0, IV_BYTES),
  );
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}
