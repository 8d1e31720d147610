/** The Vercel AI SDK. `node examples/vercel-ai-sdk.ts "a question"` */
import { createAnthropic } from "@ai-sdk/anthropic";
import { Tokenledger } from "@tokenledger/sdk";
import { streamText } from "ai";

await using ledger = new Tokenledger();
// It has no middleware for the wire, but takes a `fetch`. Its own `baseURL` ends in /v1.
const anthropic = createAnthropic({ fetch: ledger.fetch({ feature: "assistant" }) });

const { textStream } = ledger.withAttribution({ user: "ada" }, () =>
  streamText({ model: anthropic("claude-haiku-4-5"), prompt: process.argv[2] ?? "Hello" }),
);
for await (const text of textStream) {
  process.stdout.write(text);
}
