import { openSession } from "@tokenledger/sdk/admin";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pages } from "../screenshots/pages.ts";
import { startChromium } from "./stand/chromium.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, settle, visit, type Owner } from "./stand/visitor.ts";

let browser: Browser;
let owner: Owner;
let memberToken: string;

const QUESTIONS = "**/trpc/admin/**";
const LOGIN = "sees-own-sums";
const PASSWORD = "a long enough password 7";

/** Pages of figures: all of one word, but those that ask nothing before somebody does something. */
const figurePages = Object.entries(pages).filter(
  ([name, address]) => !address.includes("?") && !["setup", "panel"].includes(name),
);

/** Has the server asked for something it does not have: it refuses each question for itself, with its own words and the request's id. */
const misdirect = async (route: Route): Promise<void> => {
  const url = new URL(route.request().url());
  const [base, names = ""] = url.pathname.split("/trpc/admin/");
  const asked = names.split(",").map((name) => (name === "auth.me" ? name : `${name}Gone`));
  url.pathname = `${base}/trpc/admin/${asked.join(",")}`;
  await route.continue({ url: url.href });
};

const windowOf = async (token: string): Promise<Page> =>
  (await visit(browser, standOf(), token)).page;

const open = async (page: Page, address: string): Promise<void> => {
  await page.goto(new URL(address, standOf().url).href);
};

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
  const { password } = await owner.client.members.create.mutate({
    login: LOGIN,
    role: "member",
    userNames: [],
  });
  const { url } = standOf();
  const first = await openSession({ url, login: LOGIN, password });
  const page = await windowOf(first);
  await open(page, "/");
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password, at least 12 characters").fill(PASSWORD);
  await page.getByLabel("New password again").fill(PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  memberToken = await openSession({ url, login: LOGIN, password: PASSWORD });
});
afterAll(async () => {
  await browser.close();
});

test.each(figurePages)(
  "what fails on the page %s says so in its card, with the request's id, and comes on another try",
  async (_, address) => {
    const page = await windowOf(owner.token);
    await page.route(QUESTIONS, misdirect);
    await open(page, address);
    const fault = page.getByRole("alert").first();
    await fault.getByText(/^Request [0-9a-f-]{36}$/).waitFor();
    await page.locator("nav a").first().waitFor();
    await page.unroute(QUESTIONS);
    const retry = page.getByRole("button", { name: "Try again" });
    await expect
      .poll(async () => {
        const count = await retry.count();
        if (count > 0) {
          await retry
            .first()
            .click({ timeout: 1000 })
            .catch(() => null);
        }
        return count;
      })
      .toBe(0);
    await settle(page);
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.context().close();
  },
);

test.each(figurePages)(
  "the page %s shows its frame and where figures will stand before any is there",
  async (_, address) => {
    const page = await windowOf(owner.token);
    const held: Route[] = [];
    let isHeld = true;
    await page.route(QUESTIONS, async (route) => {
      if (isHeld) {
        held.push(route);
      } else {
        await route.continue();
      }
    });
    await open(page, address);
    await page.locator("h1").first().waitFor();
    await page.locator("output.animate-breathe").first().waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    isHeld = false;
    await Promise.all(held.map(async (route) => route.continue()));
    await settle(page);
    await page.context().close();
  },
);

const forbidden = ["keys", "users", "budgets", "alerts", "prices", "reconcile", "audit", "health"];

test.each(forbidden)(
  "who may not see the page %s is not led there, and is told whom to ask",
  async (name) => {
    const page = await windowOf(memberToken);
    await open(page, `/${name}`);
    await page.getByText("You may not see this").first().waitFor();
    await page.getByText("Ask an owner or admin").first().waitFor();
    expect(await page.locator(`nav a[href^="/${name}"]`).count()).toBe(0);
    await page.context().close();
  },
);

const NEVER = "range=2020-01-01..2020-01-02";

test.each([
  [`/?${NEVER}`, "No records in this period"],
  [`/explore?${NEVER}`, "No records in this period"],
  [`/models?${NEVER}`, "No records in this period"],
  [`/requests?${NEVER}`, "No records in this period"],
  ["/users?q=nobody-of-that-name", "No users found"],
  ["/alerts?tab=channels", "No channels yet"],
  ["/reconcile", "Nothing can be compared yet"],
  ["/health", "Every record could be counted."],
])("where there is nothing, %s says so, and what to do", async (address, said) => {
  const page = await windowOf(owner.token);
  await open(page, address);
  await page.getByText(said).first().waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.context().close();
});
