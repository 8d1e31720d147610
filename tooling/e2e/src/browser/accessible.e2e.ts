import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pages } from "../screenshots/pages.ts";
import { axeViolations } from "./stand/axe.ts";
import { startChromium } from "./stand/chromium.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, visit, type Owner } from "./stand/visitor.ts";

let browser: Browser;
let owner: Owner;

const looks = [
  { colorScheme: "light", locale: "en" },
  { colorScheme: "light", locale: "zh-CN" },
  { colorScheme: "dark", locale: "en" },
  { colorScheme: "dark", locale: "zh-CN" },
] as const;

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
});

test.concurrent.each(looks)(
  "every page has nothing that axe-core objects to, in $colorScheme and $locale",
  async (look) => {
    const visitor = await visit(browser, standOf(), owner.token, look);
    const found: string[] = [];
    for (const [name, address] of Object.entries(pages)) {
      await visitor.open(address);
      found.push(...(await axeViolations(visitor.page)).map((one) => `${name}: ${one}`));
    }
    const stranger = await visit(browser, standOf(), null, look);
    await stranger.open("/login");
    found.push(...(await axeViolations(stranger.page)).map((one) => `login: ${one}`));

    expect(found).toEqual([]);
    expect([...visitor.faults, ...stranger.faults]).toEqual([]);
    await visitor.context.close();
    await stranger.context.close();
  },
);
