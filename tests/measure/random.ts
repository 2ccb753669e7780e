/**
 * A number in [0, 1) that depends on the keys alone (murmur3's finaliser over each in turn). Asked for by name and not
 * drawn in turn, it is the same for the same person and request whatever happened before: worlds that differ in one
 * rule can be compared with one another.
 */
export function chance(...keys: number[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash = Math.imul(hash ^ key, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
}
