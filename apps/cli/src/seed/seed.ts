import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLedger } from "@tokenledger/ledger";
import { InvalidInputError, wholeUsage } from "@tokenledger/usage";
import { jsonLine, print } from "../command.ts";
import { readImportConfig } from "../import/config.ts";
import { runImport } from "../import/run-import.ts";
import { createKey, ledgerAtHand } from "../keys/create-key.ts";
import { lookAround } from "../settings/surroundings.ts";
import { demoRecords } from "./demo-records.ts";

export interface AskedSeed {
  readonly days: number;
  readonly yes: boolean;
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

const YEARS_BACK_MS = 20 * 366 * 86_400_000;
const KEY_NAME = "Demo data";

/** Whether somebody's usage is in the ledger already. */
const isInUse = async (databaseUrl: string, nowMs: number): Promise<boolean> => {
  const ledger = await createLedger({ url: databaseUrl, poolMax: 1 });
  try {
    const range = { startDate: new Date(nowMs - YEARS_BACK_MS), endDate: new Date(nowMs + 1) };
    const { rows } = await ledger.queries.details(wholeUsage, { ...range, pageSize: 1 });
    return rows.length > 0;
  } finally {
    await ledger.close();
  }
};

/**
 * Sends made-up calls through the door, under an access key of their own. Again they are other calls: under another key.
 *
 * @throws InvalidInputError COMMAND_REFUSED where there is usage already and nobody said `--yes`: made-up sums would stand among real ones for ever.
 */
export const seed = async ({ days, yes, url, json }: AskedSeed): Promise<void> => {
  const config = readImportConfig();
  const nowMs = Date.now();
  const atHand = ledgerAtHand(await lookAround());
  if (!yes && (await isInUse(atHand.databaseUrl, nowMs))) {
    throw new InvalidInputError(
      "COMMAND_REFUSED",
      "This ledger holds usage already. Made-up calls cannot be told from real ones and cannot be taken out again: `--yes` sends them all the same.",
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-seed-"));
  try {
    writeFileSync(
      join(folder, "demo.jsonl"),
      demoRecords(nowMs, days)
        .map((record) => JSON.stringify(record))
        .join("\n"),
    );
    const key = await createKey(atHand, KEY_NAME, ["collect", "backfill"]);
    const { report } = await runImport(
      {
        format: "jsonl",
        paths: [folder],
        isDryRun: false,
        url,
        key: key.token,
        timeMs: null,
        user: undefined,
        feature: undefined,
        rejectsPath: join(folder, "rejects.jsonl"),
        withoutPartitions: false,
        isJson: false,
      },
      {
        config: { ...config, DATABASE_URL: atHand.databaseUrl },
        nowMs,
        progress: process.stderr,
        signal: new AbortController().signal,
      },
    );
    const { accepted = 0, duplicate = 0, rejected = 0 } = report.sent ?? {};
    print(
      json === true
        ? jsonLine({ days, accepted, duplicate, rejected })
        : `${accepted.toLocaleString("en")} made-up calls of ${days} days, under the key "${KEY_NAME}"`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
