import type { AdminRouter } from "@tokenledger/api";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import { adminLink } from "./admin-link.ts";

/** How to reach the server's questions and answers. */
export interface TokenledgerClientOptions {
  /** Base address of the server, without `/trpc`. */
  readonly url: string;
  /** A session's token (see `openSession`). Sent as `Authorization: Bearer`; keep it out of browsers. */
  readonly token: string;
  /** The `fetch` that carries the calls. The global one by default. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Every procedure of the server's admin router, with the types of its input and answer: `client.usage.details.query({ … })`. */
export type TokenledgerClient = TRPCClient<AdminRouter>;

/** Most calls of one tick that travel in one request; the server's limit. */
const BATCH_CALLS_MAX = 20;

/**
 * Makes a typed client for the server's questions: usage by key and user, trends, details, keys, users.
 * Dates and big numbers arrive as `Date` and `bigint`. Calls of one tick share a request.
 *
 * A call is rejected with tRPC's `TRPCClientError`; branch on `error.data.reason` (`SESSION_INVALID`, `FORBIDDEN`, `INVALID_INPUT`, …), not on its message.
 */
export const createTokenledgerClient = (options: TokenledgerClientOptions): TokenledgerClient =>
  createTRPCClient<AdminRouter>({
    links: [
      httpBatchLink({
        ...adminLink(options),
        maxItems: BATCH_CALLS_MAX,
        headers: { authorization: `Bearer ${options.token}` },
      }),
    ],
  });
