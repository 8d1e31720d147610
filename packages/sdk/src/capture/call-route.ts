import type { CallPlatform } from "../call-usage.ts";

/** What a request is, by its method and path. */
export interface CallRoute {
  /** `message` bills; the batch routes are watched for who made a batch and when, and for its results. */
  readonly kind: "message" | "batch_create" | "batch_get" | "batch_results";
  readonly path: string;
  readonly platform: CallPlatform;
  /** From the path, where a platform's wire form has it there. */
  readonly model: string | undefined;
  readonly batchId: string | undefined;
}

interface Pattern {
  readonly method: "GET" | "POST";
  readonly kind: CallRoute["kind"];
  readonly path: RegExp;
}

/**
 * Paths, not request options: the Anthropic SDK calls batch results a stream and they are JSONL. Ends are anchored: `/v1/messages/count_tokens` answers
 * `{input_tokens}` and bills nothing. The last two are the wire forms of Bedrock and Vertex, seen by a `fetch` only.
 */
const PATTERNS: readonly Pattern[] = [
  { method: "POST", kind: "message", path: /\/v1\/(?:messages|complete)$/u },
  { method: "POST", kind: "batch_create", path: /\/v1\/messages\/batches$/u },
  { method: "GET", kind: "batch_get", path: /\/v1\/messages\/batches\/(?<batch>[^/]+)$/u },
  {
    method: "GET",
    kind: "batch_results",
    path: /\/v1\/messages\/batches\/(?<batch>[^/]+)\/results$/u,
  },
  {
    method: "POST",
    kind: "message",
    path: /\/model\/(?<model>[^/]+)\/invoke(?:-with-response-stream)?$/u,
  },
  {
    method: "POST",
    kind: "message",
    path: /\/publishers\/anthropic\/models\/(?<model>[^/:]+):(?:streamR|r)awPredict$/u,
  },
];

const HOSTS: readonly (readonly [RegExp, CallPlatform])[] = [
  [/(?:^|\.)bedrock(?:-runtime|-mantle)?[.-].*amazonaws\.com(?:\.cn)?$/u, "bedrock"],
  [/aiplatform\.(?:[a-z-]+\.rep\.)?googleapis\.com$/u, "vertex"],
  [/\.services\.ai\.azure\.com$/u, "foundry"],
];

const platformOf = (host: string): CallPlatform =>
  HOSTS.find(([pattern]) => pattern.test(host))?.[1] ?? "anthropic";

const decoded = (part: string | undefined): string | undefined => {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** What this request is; null for everything that is not watched (models, files, count_tokens, …). Throws nothing. */
export const readCallRoute = (method: string, url: string): CallRoute | null => {
  if (!URL.canParse(url)) {
    return null;
  }
  const { pathname, hostname } = new URL(url);
  for (const pattern of PATTERNS) {
    const match = method.toUpperCase() === pattern.method ? pattern.path.exec(pathname) : null;
    if (match !== null) {
      return {
        kind: pattern.kind,
        path: pathname,
        platform: platformOf(hostname),
        model: decoded(match.groups?.["model"]),
        batchId: decoded(match.groups?.["batch"]),
      };
    }
  }
  return null;
};
