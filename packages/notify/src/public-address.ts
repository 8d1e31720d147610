import ipaddr from "ipaddr.js";

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address can be somebody else's on the internet. Private, loopback, link-local (cloud metadata), carrier-grade NAT,
 * multicast, reserved and documentation addresses are not; nor is an IPv6 address that stands for an IPv4 one (mapped, compatible,
 * NAT64, 6to4, Teredo), whichever it is: a receiver on the internet has an address of its own.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
};
