import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** As the operating system resolves names. */
export const systemResolve: Resolve = async (hostname) => lookup(hostname, { all: true });

/** A name led to an address that no channel may reach. */
export class AddressRefusedError extends Error {
  constructor() {
    super("an address of the host is not public");
    this.name = "AddressRefusedError";
  }
}

const acceptable = async (resolve: Resolve, hostname: string): Promise<LookupAddress[]> => {
  const addresses = await resolve(hostname);
  const isPublic = addresses.every(({ address }) => isPublicAddress(address));
  if (!isPublic || addresses.length === 0) throw new AddressRefusedError();
  return [...addresses];
};

/**
 * The name look-up of a connection, which fails unless every address is public. It is the connection's own and only one, so what was
 * judged is what is dialled: a look-up before the call could be answered differently from the second (DNS rebinding).
 */
export const guardedLookup = (resolve: Resolve): LookupFunction => {
  const answer = async (
    hostname: string,
    wantsAll: boolean,
    callback: Parameters<LookupFunction>[2],
  ): Promise<void> => {
    const addresses = await acceptable(resolve, hostname).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    if (addresses instanceof Error) callback(addresses, "", 0);
    else if (wantsAll) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? "", addresses[0]?.family);
  };
  return (hostname, options, callback) => void answer(hostname, options.all === true, callback);
};
