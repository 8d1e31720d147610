import { parseAccessKey } from "@tokenledger/api";
import { createLedger, type Ledger } from "@tokenledger/ledger";
import { InvalidInputError, type PriceBook } from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { borrowDatabase, lent, type BorrowedDatabase } from "../start/stores.ts";
import { assertFolderOf } from "../folder-of.ts";
import type { ImportConfig } from "./config.ts";
import type { ImportArguments } from "./import-arguments.ts";
import { importJson, importText } from "./import-text.ts";
import { importUsage, type ImportLedger, type ImportReport } from "./import-usage.ts";
import type { ProgressOutput } from "./import-progress.ts";
import { sourceFiles } from "./source-files.ts";

/** What the command works with beside its words. */
export interface ImportSurroundings {
  readonly config: ImportConfig;
  readonly nowMs: number;
  readonly progress: ProgressOutput;
  readonly signal: AbortSignal;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The database beside the door: the one that is named, else this machine's own where the door is on this machine too. */
const databaseOf = async (config: ImportConfig, url: string): Promise<BorrowedDatabase | null> => {
  if (config.DATABASE_URL !== undefined) return lent(config.DATABASE_URL);
  return LOOPBACK.has(new URL(url).hostname) ? borrowDatabase(config.TOKENLEDGER_DATA_DIR) : null;
};

/** The key that will send. @throws InvalidInputError KEY_UNFIT where the ledger knows that it may not send what is old. */
const sendingKeyId = async (ledger: Ledger, token: string | undefined): Promise<string | null> => {
  const parsed = token === undefined ? null : parseAccessKey(token);
  const stored = parsed === null ? null : await ledger.collectDirectory.findAccessKey(parsed.keyId);
  if (stored !== null && !stored.scopes.includes("backfill")) {
    throw new InvalidInputError(
      "KEY_UNFIT",
      "This access key does not have the scope backfill: make one with `tokenledger keys create --name import --scope backfill`.",
    );
  }
  return stored?.id ?? null;
};

/** What can be had of the database beside the door; without one the prices this release ships, and nothing else. */
interface Beside {
  readonly ledger: ImportLedger | null;
  readonly book: PriceBook;
  close(): Promise<void>;
}

const withoutDatabase: () => Beside = () => ({
  ledger: null,
  book: readAnthropicPriceBook(),
  close: async () => Promise.resolve(),
});

const openBeside = async (
  url: string,
  token: string | undefined,
  { config, nowMs }: ImportSurroundings,
): Promise<Beside> => {
  const database = await databaseOf(config, url);
  if (database === null) return withoutDatabase();
  await using opened = new AsyncDisposableStack();
  opened.use(database);
  const ledger = await createLedger({ url: database.databaseUrl, poolMax: 1 });
  opened.defer(async () => ledger.close());
  const keyId = await sendingKeyId(ledger, token);
  const book = await ledger.prices.book();
  const all = opened.move();
  return {
    ledger: {
      countKnown: async (ids) => (keyId === null ? 0 : ledger.countKnown(keyId, ids)),
      ensurePartitions: async (since) => ledger.ensurePartitions(new Date(nowMs), since),
    },
    book,
    close: async () => all.disposeAsync(),
  };
};

const tokenOf = (
  { isDryRun, key }: ImportArguments,
  { TOKENLEDGER_KEY }: ImportConfig,
): string | undefined => {
  const token = key ?? TOKENLEDGER_KEY;
  if (token === undefined && !isDryRun) {
    throw new InvalidInputError(
      "ARGUMENT_MISSING",
      "An access key is needed: --key or TOKENLEDGER_KEY. Make one with `tokenledger keys create --name import --scope backfill`.",
    );
  }
  return token;
};

/** Does what the words after `import` say. @throws as `importUsage`; InvalidInputError where a path or the key is missing. */
export const runImport = async (
  words: ImportArguments,
  surroundings: ImportSurroundings,
): Promise<{ readonly report: ImportReport; readonly text: string }> => {
  const { config, nowMs, progress, signal } = surroundings;
  const files = sourceFiles(words.paths);
  assertFolderOf("--rejects", words.rejectsPath);
  const accessKey = tokenOf(words, config);
  const url = words.url ?? config.TOKENLEDGER_URL ?? `http://127.0.0.1:${config.PORT}`;
  const beside = await openBeside(url, accessKey, surroundings);
  try {
    const { format, timeMs, user, feature, rejectsPath, withoutPartitions } = words;
    const report = await importUsage({
      source: { format, files, timeMs, nowMs, defaults: { user, feature } },
      door: words.isDryRun || accessKey === undefined ? null : { url, accessKey },
      ledger: beside.ledger,
      book: beside.book,
      rejectsPath,
      withoutPartitions,
      progress,
      signal,
    });
    return { report, text: words.isJson ? importJson(report) : importText(report) };
  } finally {
    await beside.close();
  }
};
