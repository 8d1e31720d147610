import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pages } from "../screenshots/pages.ts";
import { axeViolations } from "./stand/axe.ts";
import { startChromium } from "./stand/chromium.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, visit, type Visitor } from "./stand/visitor.ts";

const looks = [
  { colorScheme: "light", locale: "en" },
  { colorScheme: "light", locale: "zh-CN" },
  { colorScheme: "dark", locale: "en" },
  { colorScheme: "dark", locale: "zh-CN" },
] as const;

let browser: Browser;
/** A window of each look; the members' are logged in. */
let members: readonly Visitor[];
let strangers: readonly Visitor[];

beforeAll(async () => {
  const owner = await logInOwner(standOf());
  browser = await startChromium();
  const open = async (token: string | null): Promise<readonly Visitor[]> =>
    Promise.all(looks.map(async (look) => visit(browser, standOf(), token, look)));
  members = await open(owner.token);
  strangers = await open(null);
});
afterAll(async () => {
  await browser.close();
});

/** What axe-core objects to on one page, in every look, and whatever else went wrong there. */
const objections = async (
  visitors: readonly Visitor[],
  address: string,
): Promise<readonly string[]> => {
  const found = await Promise.all(
    visitors.map(async (visitor, index) => {
      await visitor.open(address);
      const wrong = await axeViolations(visitor.page);
      return [...wrong, ...visitor.faults].map((one) => `${JSON.stringify(looks[index])}: ${one}`);
    }),
  );
  return found.flat();
};

test.each(Object.entries(pages))(
  "axe-core objects to nothing on the page %s, light or dark, in English or Chinese",
  async (_, address) => {
    expect(await objections(members, address)).toEqual([]);
  },
);

test("axe-core objects to nothing on the log-in page", async () => {
  expect(await objections(strangers, "/login")).toEqual([]);
});
