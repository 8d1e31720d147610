import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Tokenledger } from "../tokenledger.ts";
import type { TokenledgerOptions } from "../tokenledger-options.ts";
import { startCollectServer, type CollectServer } from "./collect-server.ts";

/** A server, a folder to spool to, and clients that use both. */
export interface LedgerRig {
  readonly server: CollectServer;
  /** Where spools are kept. */
  readonly directory: string;
  /** The folder of the key's spools. */
  readonly folder: () => string;
  readonly client: (options?: TokenledgerOptions) => Tokenledger;
  /** Closes every client, the server, and removes the folder. */
  readonly close: () => Promise<void>;
}

/** Path of a script of this folder, to be run as a process of its own. */
export const scriptPath = (name: string): string => path.join(import.meta.dirname, name);

export const startLedgerRig = async (): Promise<LedgerRig> => {
  const server = await startCollectServer();
  const directory = mkdtempSync(path.join(tmpdir(), "sdk-"));
  const made: Tokenledger[] = [];
  return {
    server,
    directory,
    folder: () => path.join(directory, readdirSync(directory)[0] ?? ""),
    client: (options = {}) => {
      const ledger = new Tokenledger({
        url: server.url,
        accessKey: "k",
        spool: { directory },
        ...options,
      });
      made.push(ledger);
      return ledger;
    },
    close: async () => {
      await Promise.all(made.map((ledger) => ledger.close({ timeoutMs: 0 })));
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
