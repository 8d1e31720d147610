import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

const BEARER = /^Bearer (.+)$/i;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";

/** Whoever has the token; where there is none, this machine alone, and nobody through a proxy, which would lend its address to everybody. */
export const mayReadMetrics = (
  {
    headers,
    socket,
  }: Pick<IncomingMessage, "headers"> & {
    readonly socket: { readonly remoteAddress?: string | undefined };
  },
  token: string | undefined,
): boolean => {
  if (token === undefined) {
    return isLoopback(socket.remoteAddress ?? "") && headers["x-forwarded-for"] === undefined;
  }
  const given = BEARER.exec(headers.authorization ?? "")?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
};
