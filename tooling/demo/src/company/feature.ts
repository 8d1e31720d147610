/** What one kind of call looks like. Shares are from 0 to 1, token counts are medians of a long-tailed spread. */
export interface Feature {
  readonly name: string;
  /** Where in the service's own interface the call starts. */
  readonly endpoint: string;
  /** Most used first; the first takes 70 % of the calls. */
  readonly models: readonly [string, ...string[]];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The prefix that is cached; 0 where nothing is. */
  readonly cachedTokens: number;
  /** How often the prefix has to be written again. */
  readonly cacheWriteShare: number;
  readonly cacheTtl: "5m" | "1h";
  readonly streamShare: number;
  readonly thinkingShare: number;
  readonly toolShare: number;
  readonly searchShare: number;
  /** Long conversations that Anthropic shortens on the way, at a bill of its own. */
  readonly compactionShare: number;
  /** Sent as a message batch. */
  readonly isBatch: boolean;
}

const plain = {
  cachedTokens: 0,
  cacheWriteShare: 0,
  cacheTtl: "5m",
  streamShare: 0,
  thinkingShare: 0,
  toolShare: 0,
  searchShare: 0,
  compactionShare: 0,
  isBatch: false,
} as const;

const HAIKU = "claude-haiku-4-5";
const SONNET_BEFORE = "claude-sonnet-4-6";
const SONNET = "claude-sonnet-5";
const OPUS = "claude-opus-5";
const OPUS_BEFORE = "claude-opus-4-8";
const FABLE = "claude-fable-5-1";

/** What the services of the made-up company do with models. Six models in all. */
export const features = {
  chat: {
    ...plain,
    name: "chat",
    endpoint: "POST /chat",
    models: [SONNET, HAIKU],
    inputTokens: 900,
    outputTokens: 320,
    cachedTokens: 6200,
    cacheWriteShare: 0.12,
    streamShare: 0.95,
    toolShare: 0.25,
  },
  triage: {
    ...plain,
    name: "triage",
    endpoint: "POST /tickets",
    models: [HAIKU],
    inputTokens: 640,
    outputTokens: 45,
    toolShare: 0.9,
  },
  docsAnswer: {
    ...plain,
    name: "docs-answer",
    endpoint: "GET /answers",
    models: [SONNET, SONNET_BEFORE],
    inputTokens: 5400,
    outputTokens: 410,
    cachedTokens: 2400,
    cacheWriteShare: 0.2,
    streamShare: 0.9,
    searchShare: 0.15,
  },
  codeReview: {
    ...plain,
    name: "code-review",
    endpoint: "hook/pull-request",
    models: [OPUS, OPUS_BEFORE],
    inputTokens: 11_000,
    outputTokens: 1500,
    cachedTokens: 3800,
    cacheWriteShare: 0.3,
    cacheTtl: "1h",
    thinkingShare: 0.8,
    toolShare: 0.3,
  },
  agent: {
    ...plain,
    name: "agent",
    endpoint: "ide/agent",
    models: [SONNET, OPUS],
    inputTokens: 2600,
    outputTokens: 520,
    cachedTokens: 24_000,
    cacheWriteShare: 0.08,
    streamShare: 1,
    thinkingShare: 0.4,
    toolShare: 0.8,
    compactionShare: 0.03,
  },
  completion: {
    ...plain,
    name: "completion",
    endpoint: "ide/complete",
    models: [HAIKU],
    inputTokens: 1300,
    outputTokens: 60,
    streamShare: 1,
  },
  email: {
    ...plain,
    name: "email-draft",
    endpoint: "POST /drafts",
    models: [SONNET_BEFORE, SONNET],
    inputTokens: 1500,
    outputTokens: 280,
    streamShare: 0.5,
  },
  contract: {
    ...plain,
    name: "contract-reading",
    endpoint: "POST /contracts",
    models: [FABLE, OPUS],
    inputTokens: 31_000,
    outputTokens: 1900,
    thinkingShare: 0.9,
  },
  notes: {
    ...plain,
    name: "meeting-notes",
    endpoint: "queue/recordings",
    models: [SONNET, SONNET_BEFORE],
    inputTokens: 14_500,
    outputTokens: 900,
  },
  question: {
    ...plain,
    name: "data-question",
    endpoint: "POST /questions",
    models: [OPUS, SONNET],
    inputTokens: 3300,
    outputTokens: 640,
    cachedTokens: 8800,
    cacheWriteShare: 0.15,
    cacheTtl: "1h",
    streamShare: 0.7,
    thinkingShare: 0.5,
    toolShare: 0.7,
    compactionShare: 0.02,
  },
  translation: {
    ...plain,
    name: "translation",
    endpoint: "batch/translations",
    models: [HAIKU, SONNET],
    inputTokens: 2100,
    outputTokens: 1900,
    isBatch: true,
  },
  evaluation: {
    ...plain,
    name: "evaluation",
    endpoint: "batch/evaluations",
    models: [SONNET, FABLE],
    inputTokens: 2700,
    outputTokens: 380,
    cachedTokens: 5200,
    cacheWriteShare: 0.25,
    isBatch: true,
  },
} as const satisfies Readonly<Record<string, Feature>>;
