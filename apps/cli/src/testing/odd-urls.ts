import { freePort } from "@tokenledger/services";

/** The address of a store, with another database. */
export const withPath = (url: string, path: string): string => new URL(path, url).href;

/** The address of a store, with another password. */
export const withPassword = (url: string, password: string): string => {
  const changed = new URL(url);
  changed.password = password;
  return changed.href;
};

/** Where nobody listens; the password in it must never be shown. */
export const deadUrl = async (scheme: string, password: string): Promise<string> =>
  `${scheme}://user:${password}@127.0.0.1:${await freePort()}/tokenledger`;
