import { loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import { openSession } from "@tokenledger/sdk/admin";
import type { Browser } from "playwright-core";
import { startChromium } from "../browser/stand/chromium.ts";
import { pages } from "../screenshots/pages.ts";
import { serveBarePage } from "./bare-page.ts";
import { middlePaint } from "./middle-paint.ts";
import { openUndisturbed } from "./open-undisturbed.ts";
import { readOptions, type PaintOptions } from "./options.ts";
import type { PagePaint } from "./page-paint.ts";

const KB = 1024;

interface Measured extends PagePaint {
  /** Of the machine in the last minute, over all cores. */
  readonly load: number;
}

/** Opens a page in a browser of its own, whose cache is empty. */
const openCold = async (
  browser: Browser,
  address: string,
  token: string,
  options: PaintOptions,
): Promise<Measured> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en",
  });
  try {
    await context.addCookies([
      { name: "tl_session", value: encodeURIComponent(token), url: options.url },
    ]);
    const page = await context.newPage();
    const paint = await openUndisturbed(browser, page, new URL(address, options.url).href);
    return { ...paint, load: loadavg()[0] ?? 0 };
  } finally {
    await context.close();
  }
};

const gzipKb = async (scripts: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(
    scripts.map(async (url) => gzipSync(await (await fetch(url)).bytes()).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / KB;
};

const options = readOptions(process.argv.slice(2));
const token = await openSession(options);
await using bare = await serveBarePage();
// First, and whatever was asked for: a slow machine is told from a slow page by it.
const asked = [
  ["bare page", bare.url] as const,
  ["bare page, isolated", bare.isolatedUrl] as const,
  ...Object.entries(pages).filter(([name, address]) =>
    options.only.length === 0 ? !address.includes("?") : options.only.includes(name),
  ),
];
await using browser = await startChromium();
process.stdout.write(
  "| page | largest paint, ms | fastest | slowest | first paint, ms | last answer, ms | scripts, KB gzip | load | largest is |\n" +
    "|---|---:|---:|---:|---:|---:|---:|---:|---|\n",
);
for (const [name, address] of asked) {
  const measured: Measured[] = [];
  // The first one warms the server up.
  await openCold(browser, address, token, options);
  for (let round = 0; round < options.rounds; round += 1) {
    measured.push(await openCold(browser, address, token, options));
  }
  const typical = middlePaint(measured);
  const all = measured.map(({ largestMs }) => largestMs ?? 0);
  if (typical !== undefined) {
    const kb = await gzipKb(typical.scripts);
    process.stdout.write(
      `| ${name} | ${typical.largestMs ?? "–"} | ${Math.min(...all)} | ${Math.max(...all)} | ${typical.firstMs} | ${typical.answeredMs} | ${kb.toFixed(1)} | ${typical.load.toFixed(1)} | ${typical.what.replaceAll("|", "/")} |\n`,
    );
  }
}
