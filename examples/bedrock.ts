/** Claude on Amazon Bedrock: the same middleware, whatever is on the wire. `AWS_REGION=us-east-1 node examples/bedrock.ts "a question"` */
import { AnthropicBedrock } from "@anthropic-ai/bedrock-sdk";
import { Tokenledger } from "@tokenledger/sdk";

await using ledger = new Tokenledger({ attribution: { feature: "assistant" } });
const bedrock = new AnthropicBedrock({ middleware: [ledger.middleware()] });

const stream = await bedrock.messages.create({
  model: "anthropic.claude-haiku-4-5-v1:0",
  max_tokens: 200,
  messages: [{ role: "user", content: process.argv[2] ?? "Hello" }],
  stream: true,
});
for await (const event of stream) {
  if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
    process.stdout.write(event.delta.text);
  }
}
