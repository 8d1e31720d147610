import type { AdminRouter } from "@tokenledger/api";
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  splitLink,
  type TRPCClient,
} from "@trpc/client";
import superjson from "superjson";
import { firstPaintToCome } from "../first-paint/first-paint.ts";

/** Longest address of one request, in characters; calls beyond it travel in another. Node's parser takes 16 kB of head, cookies included. */
const URL_LENGTH_MAX = 12_000;
/** Most calls in one request; the server takes no more. */
const CALLS_MAX = 20;

/**
 * The client of the admin router. Questions asked in the same tick travel as one request, and each answer is there as soon as it is
 * known: a slow one holds up nobody. What a page asks while its first sight is on its way to the screen waits for that. Changes travel
 * alone, since a stream's head (with the session's cookie) is gone before they are done. The session is a cookie the page cannot read.
 *
 * @param url of the router, `/trpc/admin` on the page's own origin.
 */
export const createAdminClient = (url: string): TRPCClient<AdminRouter> =>
  createTRPCClient<AdminRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "query",
        true: httpBatchStreamLink({
          url,
          transformer: superjson,
          maxURLLength: URL_LENGTH_MAX,
          maxItems: CALLS_MAX,
          fetch: async (input, { signal = null, ...init } = {}) => {
            await firstPaintToCome();
            return fetch(input, { ...init, signal });
          },
        }),
        false: httpLink({ url, transformer: superjson }),
      }),
    ],
  });
