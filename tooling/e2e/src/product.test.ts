import { existsSync } from "node:fs";
import { createTokenledgerClient, openSession } from "@tokenledger/sdk/admin";
import { makeRecord } from "@tokenledger/usage/testing";
import { chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectBatch } from "./system/collect-batch.ts";
import { everyEventId } from "./system/every-detail.ts";
import { makeProductFolder, type ProductFolder } from "./system/start-product.ts";
import { runTenLines, TEN_LINES_RECORDS, tenLinesBill } from "./system/ten-lines-script.ts";

const CHROMIUM = "/usr/bin/chromium";
/** Twenty seconds alone on two cores, the page's build included. */
const TEST_MS_MAX = 180_000;

type Product = Awaited<ReturnType<ProductFolder["start"]>>;

let folder: ProductFolder;
let product: Product;
let owner: NonNullable<Product["setup"]>;

beforeAll(async () => {
  folder = await makeProductFolder();
  product = await folder.start();
  const { setup } = product;
  if (setup === null) {
    throw new Error("the first start made no owner");
  }
  owner = setup;
}, TEST_MS_MAX);
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
}, TEST_MS_MAX);

const logIn = async (page: Page): Promise<void> => {
  await page.goto(product.url);
  await page.getByLabel("Login").fill(owner.login);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("Latest records").waitFor();
};

/** A figure of the overview with all its digits. */
const tile = (page: Page, name: string): Promise<string | null> =>
  page
    .locator("dl > div", { has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) })
    .locator("dd > span")
    .first()
    .getAttribute("title");

test.skipIf(!existsSync(CHROMIUM))(
  "after npm start a browser shows the ten lines' calls as they come, without a reload",
  { timeout: TEST_MS_MAX },
  async () => {
    const bill = await tenLinesBill();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      await logIn(page);
      expect(await runTenLines(product.url, owner.accessKey)).toBe("");
      const figures = async () => ({
        requests: await tile(page, "Requests"),
        input: await tile(page, "Input tokens"),
        output: await tile(page, "Output tokens"),
      });

      await expect.poll(figures, { interval: 50 }).toEqual({
        requests: String(TEN_LINES_RECORDS),
        input: String(bill.inputTokens),
        output: String(bill.outputTokens),
      });
    } finally {
      await browser.close();
    }
  },
);

test(
  "npm start killed by SIGKILL and started again has every record that was answered accepted",
  { timeout: TEST_MS_MAX },
  async () => {
    const records = Array.from({ length: 400 }, () => makeRecord());
    const answers = await collectBatch(product.url, owner.accessKey, records);
    await product.child.kill();
    expect(answers.every(({ status }) => status === "accepted")).toBe(true);

    product = await folder.start();
    const { url } = product;
    expect(product.setup).toBeNull();
    const { login, password } = owner;
    const admin = createTokenledgerClient({
      url,
      token: await openSession({ url, login, password }),
    });
    const [key] = await admin.accessKeys.list.query();
    const wanted = records.map(({ eventId }) => eventId);
    await expect
      .poll(() => everyEventId(admin, key?.id ?? ""), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(wanted));
    const ids = await everyEventId(admin, key?.id ?? "");
    expect(new Set(ids).size).toBe(ids.length);
  },
);
