import { z } from "zod";
import { jsonAnswer, type Answer } from "./answer.ts";
import { errorAnswer } from "./api-error.ts";
import { tokenTypes, type BilledCall, type BilledTokens } from "./billed-call.ts";

const USAGE_PATH = "/v1/organizations/analytics/usage";
const COST_PATH = "/v1/organizations/analytics/cost";
const HOUR_MS = 3_600_000;
const widthMs = { "1m": 60_000, "1h": HOUR_MS, "1d": 24 * HOUR_MS } as const;
const RANGE_MS_MAX = 31 * widthMs["1d"];
const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 1000;
const GROUPS_MAX = 5;
const PICO_DIGITS = 10;

const dimensions = ["api_key_id", "model", "service_tier", "speed", "inference_geo"] as const;
type Dimension = (typeof dimensions)[number];

const Query = z
  .object({
    starting_at: z.iso.datetime({ offset: true }),
    ending_at: z.iso.datetime({ offset: true }),
    time_bucket_width: z.enum(["1m", "1h", "1d"]),
    group_by: z.array(z.enum([...dimensions, "cost_type", "token_type"])),
    limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
    page: z.coerce.number().int().min(0).default(0),
  })
  .refine(
    ({ group_by: by }) =>
      by.filter((each) => each !== "cost_type" && each !== "token_type").length <= GROUPS_MAX,
    { error: "at most 5 dimensions" },
  )
  .refine(
    ({ starting_at: from, ending_at: to }) => Date.parse(to) - Date.parse(from) <= RANGE_MS_MAX,
    { error: "the range may span at most 31 days" },
  );
type Query = z.output<typeof Query>;

/** What the reports are made of. */
export interface AnalyticsSource {
  /** Everything that was billed, in any order. */
  readonly billedCalls: () => readonly BilledCall[];
  /** Until when it is complete. */
  readonly refreshedAt: () => Date | null;
}

const valueOf = (call: BilledCall, dimension: Dimension): string | null =>
  ({
    api_key_id: call.apiKeyId,
    model: call.model,
    service_tier: call.serviceTier,
    speed: call.speed,
    inference_geo: call.inferenceGeo,
  })[dimension];

interface Bundle {
  readonly startMs: number;
  readonly endMs: number;
  readonly group: Readonly<Record<Dimension, string | null>>;
  readonly calls: BilledCall[];
}

const bundlesOf = (query: Query, calls: readonly BilledCall[]): readonly Bundle[] => {
  const width = widthMs[query.time_bucket_width];
  const [fromMs, toMs] = [Date.parse(query.starting_at), Date.parse(query.ending_at)];
  const bundles = new Map<string, Bundle>();
  for (const call of calls.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)) {
    const startMs = Math.floor(call.timeMs / width) * width;
    const value = (dimension: Dimension): string | null =>
      query.group_by.includes(dimension) ? valueOf(call, dimension) : null;
    const group = {
      api_key_id: value("api_key_id"),
      model: value("model"),
      service_tier: value("service_tier"),
      speed: value("speed"),
      inference_geo: value("inference_geo"),
    };
    const key = JSON.stringify([startMs, group]);
    const bundle = bundles.get(key) ?? { startMs, endMs: startMs + width, group, calls: [] };
    bundle.calls.push(call);
    bundles.set(key, bundle);
  }
  return [...bundles.values()];
};

const tokens = (calls: readonly BilledCall[], type: keyof BilledTokens): number =>
  calls.reduce((sum, call) => sum + call.tokens[type], 0);

const period = ({ startMs, endMs }: Bundle): object => ({
  starting_at: new Date(startMs).toISOString(),
  ending_at: new Date(endMs).toISOString(),
});

const usageRow = (bundle: Bundle): object => {
  const { calls } = bundle;
  return {
    ...period(bundle),
    group: bundle.group,
    usage: {
      uncached_input_tokens: tokens(calls, "uncached_input_tokens"),
      output_tokens: tokens(calls, "output_tokens"),
      cache_read_input_tokens: tokens(calls, "cache_read_input_tokens"),
      cache_creation: {
        ephemeral_5m_input_tokens: tokens(calls, "cache_creation.ephemeral_5m_input_tokens"),
        ephemeral_1h_input_tokens: tokens(calls, "cache_creation.ephemeral_1h_input_tokens"),
      },
      server_tool_use: {
        web_search_requests: calls.reduce((sum, call) => sum + call.webSearchRequests, 0),
      },
      total_tokens: tokenTypes.reduce((sum, type) => sum + tokens(calls, type), 0),
      requests: calls.length,
    },
  };
};

/** Pico-USD as cents with ten places, as the API writes amounts. */
const cents = (picoUsd: bigint): string => {
  const digits = String(picoUsd).padStart(PICO_DIGITS + 1, "0");
  return `${digits.slice(0, -PICO_DIGITS)}.${digits.slice(-PICO_DIGITS)}`;
};

const WHOLE_PERCENT = 100n;

const costRows = (bundle: Bundle): readonly object[] =>
  [...tokenTypes, "web_search" as const].flatMap((type) => {
    const list = bundle.calls.reduce((sum, call) => sum + (call.listPicoUsd[type] ?? 0n), 0n);
    const charged = bundle.calls.reduce((sum, call) => {
      const rest = WHOLE_PERCENT - BigInt(call.discountPercent ?? 0);
      return sum + ((call.listPicoUsd[type] ?? 0n) * rest) / WHOLE_PERCENT;
    }, 0n);
    const isTool = type === "web_search";
    const group = {
      ...bundle.group,
      cost_type: isTool ? "web_search" : "tokens",
      token_type: isTool ? null : type,
    };
    const cost = {
      amount: cents(charged),
      list_amount: cents(list),
      currency: "USD",
      requests: null,
    };
    return list === 0n ? [] : [{ ...period(bundle), group, cost }];
  });

const queryOf = (parameters: URLSearchParams): unknown => ({
  ...Object.fromEntries(parameters),
  group_by: parameters.getAll("group_by[]"),
});

/**
 * Answers the two analytics reports (beta analytics-usage-cost-2026-08-24) from what was billed; null for any other path. Rows of cost types and token types do not
 * count toward `limit`, as documented.
 */
export const analyticsAnswer = (
  url: URL,
  { billedCalls, refreshedAt }: AnalyticsSource,
  requestId: string,
): Answer | null => {
  const { pathname: path, searchParams } = url;
  if (path !== USAGE_PATH && path !== COST_PATH) return null;
  const query = Query.safeParse(queryOf(searchParams));
  if (!query.success) {
    return errorAnswer(400, requestId, { message: z.prettifyError(query.error) });
  }
  const { page, limit } = query.data;
  const bundles = bundlesOf(query.data, billedCalls());
  const shown = bundles.slice(page, page + limit);
  const hasMore = bundles.length > page + limit;
  return jsonAnswer(200, {
    data: path === USAGE_PATH ? shown.map(usageRow) : shown.flatMap(costRows),
    has_more: hasMore,
    next_page: hasMore ? String(page + limit) : null,
    data_refreshed_at: refreshedAt()?.toISOString() ?? null,
  });
};
