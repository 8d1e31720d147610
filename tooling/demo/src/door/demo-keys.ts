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

/** A key is made by a process of its own, one and a half seconds long; three at a time halve the wait on two cores. */
const KEYS_AT_ONCE = 3;

const openDoor = async (name: string, options: DemoKeysOptions): Promise<Door> => {
  const { url, dataDir, createKey } = options;
  const kept = readDemoState(dataDir).keys[name];
  if (kept !== undefined && (await keyOpens({ url, accessKey: kept }))) {
    return { url, accessKey: kept };
  }
  const accessKey = await createKey(name);
  const state = readDemoState(dataDir);
  writeDemoState(dataDir, { ...state, keys: { ...state.keys, [name]: accessKey } });
  return { url, accessKey };
};

/**
 * A door for each name: with the key an earlier demo made, where the server still knows it, else with a new one. New keys are kept at once, so that
 * a demo that is killed leaves no key behind that nobody has.
 */
export const openDoors = async (options: DemoKeysOptions): Promise<ReadonlyMap<string, Door>> => {
  const doors = new Map<string, Door>();
  const names = options.names.values();
  const work = async (): Promise<void> => {
    for (const name of names) {
      doors.set(name, await openDoor(name, options));
    }
  };
  await Promise.all(Array.from({ length: KEYS_AT_ONCE }, work));
  return doors;
};
