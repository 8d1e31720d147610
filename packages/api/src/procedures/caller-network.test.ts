import { expect, test } from "vitest";
import { callerNetwork } from "./caller-network.ts";

test.each([
  ["192.0.2.77", "192.0.2.0/24"],
  ["::ffff:192.0.2.77", "192.0.2.0/24"],
  ["2001:db8:abcd:12::1", "2001:db8:abcd::/48"],
  ["2001:DB8::1", "2001:db8:0::/48"],
  ["::1", "0:0:0::/48"],
  ["fe80::1%eth0", "fe80:0:0::/48"],
  ["no address", null],
])("of %s only %s is kept", (address, network) => {
  expect(callerNetwork(address)).toBe(network);
});
