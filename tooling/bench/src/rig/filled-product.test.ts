import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabaseIfMissing } from "@tokenledger/services";
import { wholeUsage } from "@tokenledger/usage";
import { expect, onTestFinished, test } from "vitest";
import { readFilledNote } from "../fill/filled-note.ts";
import { startBenchStores } from "./bench-stores.ts";
import { openFilledProduct } from "./filled-product.ts";

test("kept data are filled once, and found by the next run, which drops what was not filled to its end", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-bench-kept-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataFolder = path.join(folder, "kept");
  const open = async (name: string) =>
    startBenchStores({ folder: path.join(folder, name), dataFolder });
  const told: string[] = [];
  const requestsOf = async (stores: Awaited<ReturnType<typeof open>>): Promise<bigint> => {
    await using filled = await openFilledProduct(stores, 1_000, (text) => told.push(text));
    const { product, endMs } = filled;
    const range = { startDate: new Date(filled.startMs), endDate: new Date(endMs) };
    return (await product.ledger.queries.overview(wholeUsage, range)).requests;
  };
  {
    await using stores = await open("first");
    expect(await requestsOf(stores)).toBe(1_000n);
    await createDatabaseIfMissing(stores.postgres.urlOf("postgres"), "half_filled");
  }
  told.length = 0;
  await using stores = await open("second");
  await expect(readFilledNote(stores.postgres.urlOf("half_filled"))).rejects.toThrow("exist");
  expect(await requestsOf(stores)).toBe(1_000n);
  expect(told).toEqual([]);
});
