import {
  createTokenledgerClient,
  openSession,
  type TokenledgerClient,
} from "@tokenledger/sdk/admin";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { watchFaults } from "./faults.ts";
import type { Stand } from "./stand.ts";

const COOKIE = "tl_session";
/** As long as a test may wait for one thing on a machine under load. */
const WAIT_MS_MAX = 120_000;

/** Somebody in a browser of their own: its cookies, its language, its theme. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong so far, whatever page it was on. */
  readonly faults: readonly string[];
  /** Opens an address of the stand and waits until every card shows what was asked for. */
  readonly open: (address: string) => Promise<void>;
}

/** Whose session it is, and the same person's questions without a browser. */
export interface Owner {
  readonly client: TokenledgerClient;
  readonly token: string;
}

/** Logs the stand's owner in, once a file. */
export const logInOwner = async ({ url, login, password }: Stand): Promise<Owner> => {
  const token = await openSession({ url, login, password });
  return { token, client: createTokenledgerClient({ url, token }) };
};

/** No skeleton is left, and nothing is dimmed. */
export const settle = async (page: Page): Promise<void> => {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(
    () => document.querySelector('output.animate-breathe, [aria-busy="true"]') === null,
  );
};

/** Opens a browser window; with a token it is logged in already. */
export const visit = async (
  browser: Browser,
  { url }: Stand,
  token: string | null,
  options: BrowserContextOptions = {},
): Promise<Visitor> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(WAIT_MS_MAX);
  if (token !== null) {
    await context.addCookies([{ name: COOKIE, value: encodeURIComponent(token), url }]);
  }
  const faults = watchFaults(context, url);
  const page = await context.newPage();
  return {
    context,
    page,
    faults,
    open: async (address) => {
      await page.goto(new URL(address, url).href);
      await settle(page);
    },
  };
};
