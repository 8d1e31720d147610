import type { AdminRouter } from "@tokenledger/api";
import { UnauthenticatedError } from "@tokenledger/usage";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";
import { adminError } from "./admin-error.ts";
import { askPassword } from "./ask-password.ts";
import { readAdminConfig, type AdminConfig } from "./config.ts";
import { KeptSessions } from "./kept-sessions.ts";

/** A server that was logged in to. */
export interface Admin {
  readonly url: string;
  /** Of the session, for what is fetched beside the procedures: files of exports. */
  readonly token: string;
  readonly client: TRPCClient<AdminRouter>;
}

const COOKIE = /^(?:__Host-)?tl_session=([^;]+)/;

const clientOf = (
  url: string,
  token: string | undefined,
  onCookies: (cookies: readonly string[]) => void = () => undefined,
): TRPCClient<AdminRouter> =>
  createTRPCClient<AdminRouter>({
    links: [
      httpLink({
        url: `${url}/trpc/admin`,
        transformer: superjson,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        fetch: async (input, init) => {
          const response = await fetch(input, { ...init, signal: init?.signal ?? null });
          onCookies(response.headers.getSetCookie());
          return response;
        },
      }),
    ],
  });

const logIn = async ({ url, login, password }: AdminConfig): Promise<string> => {
  let token: string | undefined;
  const client = clientOf(url, undefined, (cookies) => {
    token = cookies.map((cookie) => COOKIE.exec(cookie)?.[1]).find((found) => found !== undefined);
  });
  await client.auth.login.mutate({ login, password: password ?? (await askPassword(login)) });
  if (token === undefined) throw new Error(`${url} opened no session`);
  return decodeURIComponent(token);
};

/** The session that was kept, while the server knows it; else a new one, kept. */
const sessionOf = async (config: AdminConfig): Promise<string> => {
  const { url, login, sessionsFile } = config;
  const kept = new KeptSessions(sessionsFile);
  const before = kept.find(url, login);
  if (before !== undefined && (await isKnown(url, before))) return before;
  const token = await logIn(config);
  kept.keep(url, login, token);
  return token;
};

/** @throws whatever says nothing of the session: a server that is away. */
const isKnown = async (url: string, token: string): Promise<boolean> => {
  try {
    await clientOf(url, token).auth.me.query();
    return true;
  } catch (error) {
    if (adminError(url, error) instanceof UnauthenticatedError) return false;
    throw error;
  }
};

/**
 * Logs in with TOKENLEDGER_ADMIN_LOGIN and TOKENLEDGER_ADMIN_PASSWORD, or takes the session that an earlier command left, and does the work. What is
 * asked and changed is thus judged, masked and logged by the server as for the page, by the role of that login.
 *
 * @throws UnavailableError, UnauthenticatedError, InvalidInputError in the server's words
 */
export const withAdmin = async (
  url: string | undefined,
  work: (admin: Admin) => Promise<void>,
): Promise<void> => {
  const config = readAdminConfig(url);
  try {
    const token = await sessionOf(config);
    await work({ url: config.url, token, client: clientOf(config.url, token) });
  } catch (error) {
    throw adminError(config.url, error);
  }
};

/** Ends the session that was kept. @returns whether there was one. */
export const logOut = async (url: string | undefined): Promise<boolean> => {
  const config = readAdminConfig(url);
  const kept = new KeptSessions(config.sessionsFile);
  const token = kept.find(config.url, config.login);
  if (token === undefined) return false;
  kept.keep(config.url, config.login, null);
  await clientOf(config.url, token)
    .auth.logout.mutate()
    .catch((error: unknown) => {
      throw adminError(config.url, error);
    });
  return true;
};
