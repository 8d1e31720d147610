import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Anthropic from "@anthropic-ai/sdk";
import { startFakeAnthropic } from "@tokenledger/fake-anthropic";
import { startChild } from "./child.ts";

const SCRIPT = fileURLToPath(new URL("../../../demo/src/ten-lines.ts", import.meta.url));
const SEED = 10;

/** Five calls; the one that met a 529 took two attempts, and each attempt is a record. */
export const TEN_LINES_RECORDS = 6n;

/** What calls cost. */
export interface Tokens {
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
}

/**
 * Runs the ten lines as a process of their own: the real client, our middleware, an Anthropic that fails once.
 *
 * @returns what the script wrote; nothing when all went well
 */
export const runTenLines = async (url: string, token: string): Promise<string> => {
  // The gaps leave a stream unfinished when its reader leaves; without them it would be all in the network already.
  await using anthropic = await startFakeAnthropic({ seed: SEED, eventGapMs: 20 });
  const spool = mkdtempSync(join(tmpdir(), "tokenledger-spool-"));
  const script = startChild(SCRIPT, {
    TOKENLEDGER_URL: url,
    TOKENLEDGER_KEY: token,
    TOKENLEDGER_SPOOL_DIR: spool,
    ANTHROPIC_BASE_URL: anthropic.url,
    ANTHROPIC_API_KEY: "test",
  });
  const { code } = await script.ended;
  rmSync(spool, { recursive: true });
  return code === 0 ? script.output() : `ended with ${code}: ${script.output()}`;
};

const tokensOf = (usage: { input_tokens: number; output_tokens: number }): Tokens => ({
  inputTokens: BigInt(usage.input_tokens),
  outputTokens: BigInt(usage.output_tokens),
});

/** What the same calls cost at a second Anthropic of the same seed, told by the client without our middleware. */
export const tenLinesBill = async (): Promise<Tokens> => {
  await using twin = await startFakeAnthropic({ seed: SEED });
  const { messages } = new Anthropic({ apiKey: "test", baseURL: twin.url });
  const hello = {
    model: "claude-haiku-4-5",
    max_tokens: 400,
    messages: [{ role: "user" as const, content: "Hello!" }],
  };
  const bills = [
    tokensOf((await messages.create(hello)).usage),
    tokensOf((await messages.stream(hello).finalMessage()).usage),
  ];
  for await (const event of await messages.create({ ...hello, stream: true })) {
    if (event.type === "message_start") {
      bills.push(tokensOf(event.message.usage));
    }
  }
  bills.push(tokensOf((await messages.create(hello)).usage));
  return {
    inputTokens: bills.reduce((sum, { inputTokens }) => sum + inputTokens, 0n),
    outputTokens: bills.reduce((sum, { outputTokens }) => sum + outputTokens, 0n),
  };
};
