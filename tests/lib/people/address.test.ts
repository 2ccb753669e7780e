import { expect, test } from "vitest";
import { clientAddress, limitedAddress } from "@/lib/people/address";

test.each([
  ["192.0.2.1", undefined, 0, "192.0.2.1"],
  ["192.0.2.1", "203.0.113.9", 0, "192.0.2.1"],
  ["10.0.0.1", "203.0.113.9", 1, "203.0.113.9"],
  // Whatever somebody wrote there themself stands before what our proxies add.
  ["10.0.0.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.9"],
  ["10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  // Nobody came through two proxies.
  ["10.0.0.1", "203.0.113.9", 2, "10.0.0.1"],
  ["10.0.0.1", "not an address", 1, "10.0.0.1"],
  ["10.0.0.1", undefined, 1, "10.0.0.1"],
  ["::ffff:192.0.2.1", undefined, 0, "192.0.2.1"],
  [undefined, undefined, 0, ""],
])("from %s with X-Forwarded-For %s behind %d proxies is %s", (connection, forwarded, proxies, address) => {
  expect(clientAddress(connection, forwarded, proxies)).toBe(address);
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:1::6", "2001:db8:1:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("%s is limited as %s", (address, limited) => {
  expect(limitedAddress(address)).toBe(limited);
});
