import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { runDemo, type NewCompany } from "./run-demo.ts";
import { startStubDoor } from "./testing/stub-door.ts";

/** A product that is ready at once, lives until its parent lets it go, and makes keys named for their owners. */
const productAt = (
  folder: string,
  url: string,
  setup: NewCompany["setup"] | null = null,
): string => {
  const entry = join(folder, "product.mjs");
  writeFileSync(
    entry,
    `if (process.argv[2] === "keys") console.log(JSON.stringify({ token: process.argv[5] }));
     else { process.send({ type: "ready", url: "${url}", setup: ${JSON.stringify(setup)} }); process.once("disconnect", () => process.exit(0)); }`,
  );
  return entry;
};

const quiet = { furnish: () => Promise.resolve(), onReady: () => undefined };

const OPTIONS = { days: 2, records: 400, rate: 40, seed: 1 };

/** Runs a demo until its talk says the words, then Ctrl-C. */
const demo = async (
  url: string,
  folder: string,
  options: typeof OPTIONS,
  words: string,
): Promise<string> => {
  let said = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const stop = new AbortController();
  const running = runDemo(options, {
    config: { TOKENLEDGER_DATA_DIR: folder },
    entry: productAt(folder, url),
    signal: stop.signal,
    ...quiet,
  });
  await vi.waitFor(() => {
    expect(said).toContain(words);
  }, 20_000);
  stop.abort();
  await running;
  write.mockRestore();
  return said;
};

test("history, then live traffic, then a clean end; the second demo adds no history", async () => {
  await using door = await startStubDoor();
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-demo-"));
  const size = (): number => [...door.kept.values()].reduce((sum, ids) => sum + ids.size, 0);
  const first = await demo(door.url, folder, OPTIONS, "Live: about 40 calls a second");
  const historySize = size();
  const second = await demo(door.url, folder, { ...OPTIONS, rate: 0 }, "No live traffic");
  const third = await demo(door.url, folder, { ...OPTIONS, records: 0 }, "Live: about 40 calls");

  expect(historySize).toBeGreaterThan(300);
  expect(first).toContain("0 known as duplicates at the door, 0 rejected");
  expect(second).toContain("were sent by an earlier demo: the ledger counts each once");
  expect(third).not.toContain("Sending about");
  // Only what happened between the two demos is new.
  expect(size() - historySize).toBeLessThan(20);
});

test("a product that ends before it is ready fails the demo", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-demo-"));
  const entry = join(folder, "product.mjs");
  writeFileSync(entry, "process.exit(1);");
  const { signal } = new AbortController();
  const config = { TOKENLEDGER_DATA_DIR: folder };

  await expect(runDemo(OPTIONS, { config, entry, signal, ...quiet })).rejects.toThrow(
    "before it was ready",
  );
});

test("asked to stop before anything is sent, it sends nothing and stops the product", async () => {
  await using door = await startStubDoor();
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-demo-"));
  const entry = productAt(folder, door.url);
  const config = { TOKENLEDGER_DATA_DIR: folder };
  const said = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  await runDemo(OPTIONS, { config, entry, signal: AbortSignal.abort(), ...quiet });
  said.mockRestore();

  expect(door.callSizes).toEqual([]);
});

test("a company is furnished at its first start, when its history is sent; whoever started the demo is told", async () => {
  await using door = await startStubDoor();
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-demo-"));
  const setup = { login: "admin", password: "secret", accessKey: "key" };
  const said = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const companies: NewCompany[] = [];
  const start = async (first: typeof setup | null): Promise<unknown[]> => {
    const stop = new AbortController();
    const told: unknown[] = [];
    await runDemo(
      { ...OPTIONS, rate: 0 },
      {
        config: { TOKENLEDGER_DATA_DIR: folder },
        entry: productAt(folder, door.url, first),
        signal: stop.signal,
        furnish: async (company) => {
          companies.push(company);
          await Promise.resolve();
        },
        onReady: (...all) => {
          told.push(...all);
          stop.abort();
        },
      },
    );
    return told;
  };
  expect(await start(setup)).toEqual([door.url, setup]);
  expect(await start(null)).toEqual([door.url, null]);
  said.mockRestore();

  expect(companies).toMatchObject([{ url: door.url, setup, days: OPTIONS.days }]);
  expect(companies[0]?.acceptedCount).toBeGreaterThan(300);
});
