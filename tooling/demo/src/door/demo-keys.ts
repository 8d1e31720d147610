import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { keyOpens, type Door } from "./collect-batch.ts";
import { readDemoState, writeDemoState } from "./demo-state.ts";

const run = promisify(execFile);

/** Makes an access key of this name and gives its token. */
export type CreateKey = (name: string) => Promise<string>;

/** Makes keys as a person would: `tokenledger keys create`. The `backfill` scope lets history in. */
export const createKeyByCli =
  (entry: string): CreateKey =>
  async (name) => {
    const args = [entry, "keys", "create", "--name", name, "--scope", "backfill", "--json"];
    const { stdout } = await run(process.execPath, args);
    const lastLine = stdout.trim().split("\n").at(-1) ?? "";
    return z.object({ token: z.string() }).parse(JSON.parse(lastLine)).token;
  };

/** Whose keys, and where they are kept. */
export interface DemoKeysOptions {
  readonly names: readonly string[];
  readonly url: string;
  readonly dataDir: string;
  readonly createKey: CreateKey;
}

/**
 * A door for each name: with the key an earlier demo made, where the server still knows it, else with a new one. New keys are kept at once, so that
 * a demo that is killed leaves no key behind that nobody has.
 */
export const openDoors = async (options: DemoKeysOptions): Promise<ReadonlyMap<string, Door>> => {
  const { names, url, dataDir, createKey } = options;
  const doors = new Map<string, Door>();
  for (const name of names) {
    const state = readDemoState(dataDir);
    const kept = state.keys[name];
    const isGood = kept !== undefined && (await keyOpens({ url, accessKey: kept }));
    const accessKey = isGood ? kept : await createKey(name);
    if (!isGood) {
      writeDemoState(dataDir, { ...state, keys: { ...state.keys, [name]: accessKey } });
    }
    doors.set(name, { url, accessKey });
  }
  return doors;
};
