import { createHmac, timingSafeEqual } from "node:crypto";

/** 16 bytes of the person's id and 32 of the proof, in base64url. */
const TOKEN = /^([\w-]{22})([\w-]{43})$/;

/**
 * The secret in the address of a person's calendar feed: who, and a proof that only this server can make. Nothing of it
 * is stored; another `version` makes another address and ends the old one.
 * @param keyBase64 32 bytes.
 */
export function feedToken(personId: string, version: number, keyBase64: string): string {
  const who = Buffer.from(personId.replaceAll("-", ""), "hex").toString("base64url");
  return `${who}${proofOf(personId, version, keyBase64).toString("base64url")}`;
}

/** Whose feed a token speaks of; null where it is none. It still has to be proven. */
export function personOfFeedToken(token: string): string | null {
  const [, who] = TOKEN.exec(token) ?? [];
  if (!who) return null;
  const hex = Buffer.from(who, "base64url").toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Compared in constant time. */
export function isFeedToken(token: string, personId: string, version: number, keyBase64: string): boolean {
  const [, , proof] = TOKEN.exec(token) ?? [];
  if (!proof) return false;
  return timingSafeEqual(Buffer.from(proof, "base64url"), proofOf(personId, version, keyBase64));
}

/** Kept apart by its first words from whatever else is made with the key. */
const proofOf = (personId: string, version: number, keyBase64: string): Buffer =>
  createHmac("sha256", Buffer.from(keyBase64, "base64"))
    .update(`deskside calendar feed 1\n${personId.toLowerCase()}\n${version}`)
    .digest();
