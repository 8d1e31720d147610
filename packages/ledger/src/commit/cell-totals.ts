import { dimensionTypes, periodTypes, type StatisticsTotals } from "@tokenledger/usage";
import { z } from "zod";

const Count = z.string().transform((text) => BigInt(text));

/** A statistics cell as the commit statements return it. Counts are text: JSON numbers above 2^53 would lose digits. */
export const CellTotals = z.object({
  dimension_type: z.enum(dimensionTypes),
  dimension_id: z.string(),
  period_type: z.enum(periodTypes),
  period_start_ms: z.int(),
  total_input_tokens: Count,
  total_cache_creation_input_tokens: Count,
  total_cache_read_input_tokens: Count,
  total_output_tokens: Count,
  total_requests: Count,
  total_cost_pico_usd: Count,
  total_unpriced_requests: Count,
  revision: Count,
});
export type CellTotals = z.output<typeof CellTotals>;

/** Translates a cell; a user is named by the callers' own name. */
export const statisticsTotals = (
  cell: CellTotals,
  userNames: ReadonlyMap<string, string>,
): StatisticsTotals => ({
  dimension: {
    type: cell.dimension_type,
    id:
      cell.dimension_type === "user"
        ? (userNames.get(cell.dimension_id) ?? cell.dimension_id)
        : cell.dimension_id,
  },
  periodType: cell.period_type,
  periodStartMs: cell.period_start_ms,
  revision: cell.revision,
  inputTokens: cell.total_input_tokens,
  cacheCreationInputTokens: cell.total_cache_creation_input_tokens,
  cacheReadInputTokens: cell.total_cache_read_input_tokens,
  outputTokens: cell.total_output_tokens,
  requests: cell.total_requests,
  costPicoUsd: cell.total_cost_pico_usd,
  unpricedRequests: cell.total_unpriced_requests,
});
