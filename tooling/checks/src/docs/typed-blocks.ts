import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryFolder } from "../run-tool.ts";
import type { Block } from "./documents.ts";

/** What fragments may speak of without having made it. A block that makes its own has its own. */
const SURROUNDINGS = `import type { Anthropic as Client } from "@anthropic-ai/sdk";
import type { Tokenledger as Ledger, QuotaExceededError as Refusal } from "@tokenledger/sdk";
declare global {
  const Anthropic: typeof Client;
  const Tokenledger: typeof Ledger;
  const QuotaExceededError: typeof Refusal;
  const anthropic: Client;
  const ledger: Ledger;
  const request: Request;
  const message: Client.Message;
  const login: string;
  const password: string;
  const startDate: Date;
  const endDate: Date;
  const handle: (request: Request) => Promise<void>;
  const retryAt: (time: unknown, quota: unknown) => void;
}
`;

const CONFIG = {
  extends: "../../../examples/tsconfig.json",
  include: ["*.ts"],
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
};

/** `…` stands for something of the right type. */
const completed = (text: string): string =>
  text.replaceAll(/\{ … \}/g, "{}").replaceAll("…", "undefined as never");

const moduleOf = (block: Block): string => `${completed(block.text)}\nexport {};\n`;

/**
 * Type-checks blocks of TypeScript against the packages, each as a module of its own beside the examples.
 *
 * @returns what the compiler says, each fault at its document's line; empty is right
 */
export const typeFaults = async (blocks: readonly Block[]): Promise<string> => {
  // Beside the packages, where nobody else looks for sources.
  const cache = join(repositoryFolder, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "blocks-"));
  try {
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(CONFIG));
    writeFileSync(join(folder, "surroundings.d.ts"), SURROUNDINGS);
    for (const [index, block] of blocks.entries())
      writeFileSync(join(folder, `block-${index}.ts`), moduleOf(block));
    return await new Promise((resolve) => {
      const tsc = join(repositoryFolder, "node_modules", ".bin", "tsc");
      execFile(
        tsc,
        ["-p", folder, "--pretty", "false"],
        { cwd: folder },
        (_error, stdout, stderr) => {
          const told = `${stdout}${stderr}`.replaceAll(
            /block-(\d+)\.ts\((\d+)/g,
            (_all, index: string, line: string) => {
              const place = blocks[Number(index)]?.place ?? "?";
              return `${place} line ${line} (`;
            },
          );
          resolve(told);
        },
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
