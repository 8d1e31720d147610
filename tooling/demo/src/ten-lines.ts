import { randomUUID } from "node:crypto";
import Anthropic from "@anthropic-ai/sdk";
import { Tokenledger } from "@tokenledger/sdk";

// Needs TOKENLEDGER_URL, TOKENLEDGER_KEY, ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY in the environment.
await using ledger = new Tokenledger({ attribution: { user: "ada", feature: "ten-lines" } });
const { messages } = new Anthropic({ middleware: [ledger.middleware()] });
const ask = { model: "claude-haiku-4-5", max_tokens: 400 } as const;
const hello = { ...ask, messages: [{ role: "user" as const, content: "Hello!" }] };
const failsOnce = { "x-replay-mode": "fail=529x1", "x-replay-key": randomUUID() };

await messages.create(hello);
await messages.stream(hello).finalMessage();
for await (const event of await messages.create({ ...hello, stream: true })) {
  if (event.type === "content_block_delta") break;
}
await messages.create(hello, { headers: failsOnce });
await messages.create({ ...hello, max_tokens: 0 }).catch(() => "refused, and recorded");
