import { isIP } from "node:net";

/**
 * Where a request comes from. What `X-Forwarded-For` says is believed only as far as our own proxies wrote it: each adds
 * whom it heard from at the end, so with `proxies` of them the one that many from the end. All before that is anybody's
 * making. With none, the connection's own address.
 */
export function clientAddress(
  connection: string | undefined,
  forwardedFor: string | undefined,
  proxies: number,
): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  const told = proxies > 0 ? hops.at(-proxies) : undefined;
  return plain(told && isIP(told) ? told : (connection ?? ""));
}

/** `::ffff:192.0.2.1` is `192.0.2.1`. */
const plain = (address: string) =>
  address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "").replace(/%.*$/, "");

/** What is limited together: an IPv4 address, or the /64 of an IPv6 one, of which every host has 2^64. */
export const limitedAddress = (address: string): string =>
  isIP(address) === 6 ? `${groupsOf(address).slice(0, 4).join(":")}::/64` : address;

/** What is written down of an address: enough to tell office, home and another country apart, not one person's line. */
export function networkOf(address: string): string | null {
  if (isIP(address) === 4) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  return isIP(address) === 6 ? `${groupsOf(address).slice(0, 3).join(":")}::/48` : null;
}

/** The eight groups of an IPv6 address, `::` written out, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const end = tail === undefined ? [] : groups(tail);
  const begin = groups(head);
  const zeros = Array.from({ length: Math.max(0, 8 - begin.length - end.length) }, () => "0");
  return [...begin, ...zeros, ...end].map((group) => group.replace(/^0+(?=.)/, ""));
}
