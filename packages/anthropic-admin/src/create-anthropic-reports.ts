import Anthropic, { APIConnectionError, APIError } from "@anthropic-ai/sdk";
import {
  InvalidInputError,
  UnauthenticatedError,
  UnavailableError,
  UnreadableError,
  type DateRange,
} from "@tokenledger/usage";
import type { AnthropicReport, AnthropicReports, ReportBucket } from "@tokenledger/usage/reconcile";
import { z } from "zod";
import { CostRow, UsageRow } from "./report-rows.ts";

/** Longest range of one question to Anthropic. */
const RANGE_MS_MAX = 31 * 86_400_000;
const ROWS_PER_PAGE = 1000;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const TOO_MANY = 429;
const SERVER_ERROR = 500;

const widths = { hour: "1h", day: "1d" } as const satisfies Record<ReportBucket, string>;

export interface AnthropicReportsOptions {
  /** An Admin API key, or a key with the scope `read:analytics`. Never logged. */
  readonly adminKey: string;
  /** Default: Anthropic's own address. */
  readonly baseUrl?: string | undefined;
  /** How often a busy answer is tried again; Retry-After is kept. Default 5. */
  readonly retriesMax?: number;
}

interface Page<Item> {
  readonly data: readonly Item[];
  readonly data_refreshed_at: string | null;
  hasNextPage(): boolean;
  getNextPage(): Promise<Page<Item>>;
}

const named = (error: unknown): unknown => {
  if (error instanceof APIConnectionError) {
    return new UnavailableError("Anthropic's Admin API does not answer.", { cause: error });
  }
  if (!(error instanceof APIError)) return error;
  const status = Number(error.status);
  if (status === UNAUTHORIZED || status === FORBIDDEN) {
    return new UnauthenticatedError(
      "KEY_INVALID",
      "Anthropic refuses ANTHROPIC_ADMIN_KEY: it must be an Admin API key, or have the scope read:analytics.",
    );
  }
  return status === TOO_MANY || status >= SERVER_ERROR
    ? new UnavailableError(`Anthropic's Admin API is busy (${status}).`, { cause: error })
    : new InvalidInputError("ANTHROPIC_REFUSED", `Anthropic refuses the question (${status}).`);
};

/** The range in pieces that one question may span. */
function* pieces({ startDate, endDate }: DateRange): Generator<readonly [string, string]> {
  for (let from = startDate.getTime(); from < endDate.getTime(); from += RANGE_MS_MAX) {
    const to = Math.min(from + RANGE_MS_MAX, endDate.getTime());
    yield [new Date(from).toISOString(), new Date(to).toISOString()];
  }
}

const older = (a: Date | null, b: string | null): Date | null => {
  if (b === null) return a;
  const other = new Date(b);
  return a !== null && a < other ? a : other;
};

/** Reads every page of every piece. */
const readAll = async <Row>(
  range: DateRange,
  row: z.ZodType<Row>,
  ask: (startingAt: string, endingAt: string) => Promise<Page<unknown>>,
): Promise<AnthropicReport<Row>> => {
  const rows: Row[] = [];
  let refreshedUntil: Date | null = null;
  for (const [startingAt, endingAt] of pieces(range)) {
    for (let page: Page<unknown> | null = await ask(startingAt, endingAt); page !== null;) {
      const parsed = z.array(row).safeParse(page.data);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const where = (issue?.path ?? []).map(String).join(".");
        throw new UnreadableError(`Anthropic's report has another form than is known: ${where}`);
      }
      rows.push(...parsed.data);
      refreshedUntil = older(refreshedUntil, page.data_refreshed_at);
      page = page.hasNextPage() ? await page.getNextPage() : null;
    }
  }
  return { rows, refreshedUntil };
};

const asReport = async <Row>(read: () => Promise<AnthropicReport<Row>>) => {
  try {
    return await read();
  } catch (error) {
    throw named(error);
  }
};

/**
 * Reads Anthropic's reports through `/v1/organizations/analytics/usage` and `…/cost` (beta analytics-usage-cost-2026-08-24), which give hours, list and
 * charged amounts and how far they are complete. The older `/usage_report/messages` and `/cost_report` give costs by the day only, without a key.
 */
export const createAnthropicReports = (options: AnthropicReportsOptions): AnthropicReports => {
  const client = new Anthropic({
    apiKey: options.adminKey,
    baseURL: options.baseUrl ?? null,
    maxRetries: options.retriesMax ?? 5,
    logLevel: "off",
  });
  const { usage, cost } = client.beta.organization.analytics;
  const limit = ROWS_PER_PAGE;
  return {
    usage: async (range, bucket) =>
      asReport(async () =>
        readAll(range, UsageRow, async (startingAt, endingAt) =>
          usage.list({
            starting_at: startingAt,
            ending_at: endingAt,
            time_bucket_width: widths[bucket],
            group_by: ["api_key_id", "model", "service_tier", "speed", "inference_geo"],
            limit,
          }),
        ),
      ),
    cost: async (range, bucket) =>
      asReport(async () =>
        readAll(range, CostRow, async (startingAt, endingAt) =>
          cost.list({
            starting_at: startingAt,
            ending_at: endingAt,
            time_bucket_width: widths[bucket],
            group_by: ["api_key_id", "model", "cost_type", "token_type"],
            limit,
          }),
        ),
      ),
  };
};
