import type { AdminRouter } from "@tokenledger/api";
import { createTRPCClient, httpLink } from "@trpc/client";
import { adminLink } from "./admin-link.ts";

/** Whose session it is to be. */
export interface SessionCredentials {
  /** Base address of the server, without `/trpc`. */
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** The `fetch` that carries the call. The global one by default. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const COOKIE = /^(?:__Host-)?tl_session=(?<token>[^;]+)/u;

const sessionToken = (cookies: readonly string[]): string | undefined => {
  const [token] = cookies.flatMap((cookie) => COOKIE.exec(cookie)?.groups?.["token"] ?? []);
  return token === undefined ? undefined : decodeURIComponent(token);
};

/**
 * Logs in and gives the session's token, for a program that asks on its own. The session ends as the server's sessions do, or with `auth.logout`.
 *
 * @throws TRPCClientError when login or password are wrong, or too many were.
 * @throws Error when the server opened no session.
 */
export const openSession = async (credentials: SessionCredentials): Promise<string> => {
  let token: string | undefined;
  const link = adminLink(credentials);
  const client = createTRPCClient<AdminRouter>({
    links: [
      httpLink({
        ...link,
        fetch: async (input, init) => {
          const response = await link.fetch(input, init);
          token = sessionToken(response.headers.getSetCookie());
          return response;
        },
      }),
    ],
  });
  const { login, password } = credentials;
  await client.auth.login.mutate({ login, password });
  if (token === undefined) {
    throw new Error("The server opened no session.");
  }
  return token;
};
