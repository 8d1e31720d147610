/**
 * A service with one route. `node examples/fastify-service.ts`, then
 * `curl -d '{"user":"ada","question":"hello"}' -H content-type:application/json localhost:3000/chat`.
 */
import { Readable } from "node:stream";
import Anthropic from "@anthropic-ai/sdk";
import { Tokenledger } from "@tokenledger/sdk";
import { fastify } from "fastify";

const ledger = new Tokenledger();
const anthropic = new Anthropic({ middleware: [ledger.middleware()] });
const app = fastify();

interface Chat {
  Body: { readonly user: string; readonly question: string };
}

const answer = async function* (question: string): AsyncGenerator<string> {
  const stream = await anthropic.messages.create({
    model: "claude-haiku-4-5",
    max_tokens: 500,
    messages: [{ role: "user", content: question }],
    stream: true,
  });
  for await (const event of stream) {
    if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
      yield event.delta.text;
    }
  }
};

app.post<Chat>("/chat", (request, reply) => {
  const { user, question } = request.body;
  // Everything called in here is attributed so, also what happens after the handler has returned.
  return ledger.withAttribution({ user, feature: "chat", endpoint: "POST /chat" }, () =>
    reply.type("text/plain; charset=utf-8").send(Readable.from(answer(question))),
  );
});

app.addHook("onClose", () => ledger.close());
process.once("SIGTERM", () => void app.close());

process.stdout.write(`${await app.listen({ port: Number(process.argv[2] ?? 3000) })}\n`);
