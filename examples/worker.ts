/** A job that ends. `node examples/worker.ts "first text" "second text"` */
import Anthropic from "@anthropic-ai/sdk";
import { Tokenledger } from "@tokenledger/sdk";

// Closed when the job ends, however it ends: what waits is delivered first.
await using ledger = new Tokenledger({ attribution: { feature: "summaries" } });
const anthropic = new Anthropic({ middleware: [ledger.middleware()] });

const summarize = async (text: string): Promise<string> => {
  const message = await anthropic.messages.create({
    model: "claude-haiku-4-5",
    max_tokens: 200,
    messages: [{ role: "user", content: `Say it in one sentence: ${text}` }],
  });
  const [block] = message.content;
  return block?.type === "text" ? block.text : "";
};

for (const [index, text] of process.argv.slice(2).entries()) {
  const summary = await ledger.withAttribution({ session: `job-${index}` }, () => summarize(text));
  process.stdout.write(`${summary}\n`);
}
