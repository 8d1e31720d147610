import { readFilledNote, writeFilledNote } from "../fill/filled-note.ts";
import { fillUsage } from "../fill/fill-usage.ts";
import type { BenchStores } from "./bench-stores.ts";
import { openProduct, type Product } from "./product.ts";

const DAY_MS = 86_400_000;
const PLAN = { accessKeyCount: 500, userCount: 2_000, dayCount: 90 };

/** The product over made-up usage of 90 days, 500 keys and 2,000 users. */
export interface FilledProduct extends AsyncDisposable {
  readonly product: Product;
  readonly startMs: number;
  /** Start of the first UTC day without usage. */
  readonly endMs: number;
}

/** Fills a database with so many records, unless an earlier scenario, or an earlier run over data that is kept, has done so. */
export const openFilledProduct = async (
  stores: BenchStores,
  recordCount: number,
  say: (text: string) => void,
): Promise<FilledProduct> => {
  const database = `filled_${recordCount}`;
  const product = await openProduct(stores, database);
  const fill = async (): Promise<number> => {
    const beganMs = performance.now();
    const endMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    await fillUsage(product.databaseUrl, product.ledger, { ...PLAN, recordCount, endMs }, say);
    await writeFilledNote(product.databaseUrl, database, { endMs });
    say(`${recordCount} records filled in ${Math.round((performance.now() - beganMs) / 1_000)} s`);
    return endMs;
  };
  const endMs = (await readFilledNote(product.databaseUrl))?.endMs ?? (await fill());
  return {
    product,
    startMs: endMs - PLAN.dayCount * DAY_MS,
    endMs,
    [Symbol.asyncDispose]: async () => product[Symbol.asyncDispose](),
  };
};
