import { createHmac, timingSafeEqual } from "node:crypto";
import { keysOf } from "../config";
import type { JobContext } from "../context";
import { notFound } from "../errors";
import * as store from "./mail-settings-store";

/** 16 bytes of the person's id and 32 of the proof, in base64url. */
const TOKEN = /^([\w-]{22})([\w-]{43})$/;

/**
 * What a weekly mail's own link says: who, and a proof that only this server can make. It ends that mail and nothing
 * else, so it is not stored, and holds as long as the key that made it is read.
 * @param keyBase64 32 bytes.
 */
export function stopToken(personId: string, keyBase64: string): string {
  const who = Buffer.from(personId.replaceAll("-", ""), "hex").toString("base64url");
  return `${who}${proofOf(personId, keyBase64).toString("base64url")}`;
}

/**
 * Ends the weekly mail of whoever the link was mailed to. Nobody has to be signed in: the link is the secret. Done twice
 * it is done once.
 * @throws {DomainError} `not_found` for a link that is none
 */
export async function stopWeek({ db, config }: JobContext, token: string): Promise<void> {
  const personId = personOf(token, keysOf(config));
  if (personId === null) throw notFound("mail");
  await store.addMailOff(db, personId, "week");
}

function personOf(token: string, keys: readonly string[]): string | null {
  const [, who, proof] = TOKEN.exec(token) ?? [];
  if (!who || !proof) return null;
  const hex = Buffer.from(who, "base64url").toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  const personId = parts.join("-");
  const given = Buffer.from(proof, "base64url");
  return keys.some((key) => timingSafeEqual(given, proofOf(personId, key))) ? personId : null;
}

/** Kept apart by its first words from whatever else is made with the key. */
const proofOf = (personId: string, keyBase64: string): Buffer =>
  createHmac("sha256", Buffer.from(keyBase64, "base64"))
    .update(`deskside stop weekly mail 1\n${personId.toLowerCase()}`)
    .digest();
