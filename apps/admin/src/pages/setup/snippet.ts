/** Ways to record. `middleware`: inside the Anthropic SDK. `record`: after any call. `http`: without an SDK of ours. */
export const snippetKinds = ["middleware", "record", "http"] as const;
export type SnippetKind = (typeof snippetKinds)[number];

/** What a snippet is filled with. */
export interface SnippetParts {
  /** Origin of the server, without a slash at its end. */
  readonly url: string;
  readonly accessKey: string;
  /** A fresh UUIDv7, so that the HTTP snippet can be run as it stands. */
  readonly eventId: string;
}

const environment = ({ url, accessKey }: SnippetParts): string =>
  `// TOKENLEDGER_URL=${url}\n// TOKENLEDGER_KEY=${accessKey}`;

const snippets: Record<SnippetKind, (parts: SnippetParts) => string> = {
  middleware: (parts) => `import Anthropic from "@anthropic-ai/sdk";
import { Tokenledger } from "@tokenledger/sdk";

${environment(parts)}
const ledger = new Tokenledger();
const anthropic = new Anthropic({ middleware: [ledger.middleware()] });

await ledger.withAttribution({ user: "u_42", feature: "chat" }, () =>
  anthropic.messages.create({
    model: "claude-sonnet-4-5",
    max_tokens: 256,
    messages: [{ role: "user", content: "Hello" }],
  }),
);
await ledger.close();`,
  record: (parts) => `import { Tokenledger } from "@tokenledger/sdk";

${environment(parts)}
const ledger = new Tokenledger();

// After a call made with any client:
ledger.record({
  usage: message.usage,
  model: message.model,
  messageId: message.id,
  user: "u_42",
  feature: "chat",
});
await ledger.close();`,
  http: ({ url, accessKey, eventId }) => `curl "${url}/trpc/ingest/usage.collect" \\
  -H "Authorization: Bearer ${accessKey}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "eventId": "${eventId}",
    "user": "u_42",
    "feature": "chat",
    "model": "claude-sonnet-4-5",
    "usage": { "input_tokens": 12, "output_tokens": 34 }
  }'`,
};

/** The code of a way to record, ready to paste. */
export const snippet = (kind: SnippetKind, parts: SnippetParts): string => snippets[kind](parts);
