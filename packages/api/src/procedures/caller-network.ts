import { isIPv4, isIPv6 } from "node:net";

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** The first three groups of an IPv6 address, `::` written out. */
const siteOf = (address: string): string => {
  const [left = "", right] = address.split("%", 1).join("").split("::");
  const head = left === "" ? [] : left.split(":");
  const groups = right === undefined ? head : [...head, ...Array<string>(8).fill("0")];
  return groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
};

/** The network an address lies in, never the address: /24 of IPv4, /48 of IPv6. Null for what is no address. */
export const callerNetwork = (ipAddress: string): string | null => {
  const address = mapped.exec(ipAddress)?.[1] ?? ipAddress;
  if (isIPv4(address)) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  return isIPv6(address) ? `${siteOf(address)}::/48` : null;
};
