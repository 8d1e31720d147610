import type { AdminRouter } from "@tokenledger/api";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";

/** The client that people's pages use, with the given headers on every call; `seen` gets every answer. */
export const adminClient = (
  url: string,
  headers: Readonly<Record<string, string>> = {},
  seen: (response: Response) => void = () => undefined,
): TRPCClient<AdminRouter> =>
  createTRPCClient<AdminRouter>({
    links: [
      httpBatchLink({
        url: `${url}/trpc/admin`,
        transformer: superjson,
        headers: { ...headers },
        fetch: async (input, init) => {
          const response = await fetch(String(input), { ...init, signal: null });
          seen(response);
          return response;
        },
      }),
    ],
  });
