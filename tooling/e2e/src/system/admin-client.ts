import type { AdminRouter } from "@tokenledger/api";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import superjson, { serialize } from "superjson";

/** Everything the page asks, typed from the router. */
export type AdminClient = TRPCClient<AdminRouter>;

/** Logs in as the page does, and takes the session out of the cookie. @throws Error when login or password is wrong */
const openSession = async (url: string, credentials: object): Promise<string> => {
  const response = await fetch(`${url}/trpc/admin/auth.login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(serialize(credentials)),
  });
  const token = response.headers
    .getSetCookie()
    .map((cookie) => /^tl_session=([^;]+)/.exec(cookie)?.[1])
    .find((found) => found !== undefined);
  if (token === undefined) {
    throw new Error(`login failed: ${response.status} ${await response.text()}`);
  }
  return token;
};

/** Logs in and gives a client of the admin router. @throws Error when login or password is wrong */
export const openAdminClient = async (
  url: string,
  credentials: { readonly login: string; readonly password: string },
): Promise<AdminClient> => {
  const token = await openSession(url, credentials);
  return createTRPCClient<AdminRouter>({
    links: [
      httpLink({
        url: `${url}/trpc/admin`,
        transformer: superjson,
        headers: { authorization: `Bearer ${token}` },
      }),
    ],
  });
};
