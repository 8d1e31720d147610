import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { makeProductFolder } from "../../system/start-product.ts";
import type { Stand } from "./stand.ts";

/** Enough that every page is full and every figure has a history, few enough to be read row by row. */
const RECORDS = 12_000;
const DEMO = fileURLToPath(new URL("../../../../demo/src/main.ts", import.meta.url));

/** Starts `npm run demo` once, without live traffic: figures stand still while they are compared. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeProductFolder([DEMO, "--records", String(RECORDS), "--rate", "0"]);
  try {
    const { url, setup: owner } = await folder.start();
    if (owner === null) {
      throw new Error("the first start made no owner");
    }
    const stand: Stand = { url, ...owner };
    project.provide("stand", stand);
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
  return async () => folder[Symbol.asyncDispose]();
}
