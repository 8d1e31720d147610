import { isIP } from "node:net";
import { InvalidInputError } from "@tokenledger/usage";
import type { AllowedHosts } from "./allowed-hosts.ts";
import { isPublicAddress } from "./public-address.ts";

/** Ports of receivers that the operator did not name. */
export const PUBLIC_PORTS: readonly string[] = ["443"];

/** Where channels may lead. */
export interface TargetPolicy {
  readonly allowedHosts: AllowedHosts;
  /** Default {@link PUBLIC_PORTS}. */
  readonly ports?: readonly string[] | undefined;
}

/** A URL that may be dialled, if its addresses are what they must be. */
export interface SendTarget {
  readonly url: URL;
  /** Named by the operator: any address will do. */
  readonly isAllowListed: boolean;
}

const refused = (why: string): InvalidInputError =>
  new InvalidInputError("CHANNEL_REFUSED", `url: ${why}`);

/** The host of a URL, as an address is written elsewhere: without brackets and trailing dot. */
const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

const faultOf = (url: URL, ports: readonly string[]): string | null => {
  if (url.protocol !== "https:") return "must be https";
  if (!ports.includes(url.port === "" ? "443" : url.port)) return "must be at port 443";
  const host = bareHost(url);
  return isIP(host) !== 0 && !isPublicAddress(host) ? "must be at a public address" : null;
};

/**
 * Judges what can be told of a URL without asking anybody. Addresses written out are judged here, because no name look-up happens for
 * them; URL has put the decimal, octal and hexadecimal spellings into one form.
 *
 * @throws InvalidInputError CHANNEL_REFUSED
 */
export const sendTarget = (text: string, policy: TargetPolicy): SendTarget => {
  const url = URL.parse(text);
  if (url === null) throw refused("must be a URL");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused("must be https");
  if (url.username !== "" || url.password !== "") throw refused("must not hold a name or password");
  if (policy.allowedHosts.has(url)) return { url, isAllowListed: true };
  const fault = faultOf(url, policy.ports ?? PUBLIC_PORTS);
  if (fault !== null) {
    throw refused(`${fault}, or at a host of TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS`);
  }
  return { url, isAllowListed: false };
};
