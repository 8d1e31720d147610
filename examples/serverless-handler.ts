/** A handler of a serverless platform: the process is frozen as soon as it has answered, unless the platform is told to wait. */
import Anthropic from "@anthropic-ai/sdk";
import { Tokenledger } from "@tokenledger/sdk";

// Made once an instance. Its disk goes with it, so memory is enough.
const ledger = new Tokenledger({ spool: false });
const anthropic = new Anthropic({ middleware: [ledger.middleware()] });

/** What Cloudflare, Vercel and Deno hand to a handler. Where there is none (AWS Lambda), await `ledger.flush()` before you return. */
export interface HandlerContext {
  waitUntil(work: Promise<unknown>): void;
}

export const handler = async (request: Request, context: HandlerContext): Promise<Response> => {
  const user = new URL(request.url).searchParams.get("user") ?? undefined;
  const message = await ledger.withAttribution({ user, endpoint: "/ask" }, async () =>
    anthropic.messages.create({
      model: "claude-haiku-4-5",
      max_tokens: 200,
      messages: [{ role: "user", content: await request.text() }],
    }),
  );
  context.waitUntil(ledger.flush());
  return Response.json(message.content);
};
