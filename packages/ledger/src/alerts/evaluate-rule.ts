import { trendGroups } from "@tokenledger/usage";
import {
  alertChanges,
  AlertCondition,
  AlertFilter,
  judgeRule,
  type AlertPass,
  type OutsideReadings,
} from "@tokenledger/usage/alerts";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { fireEvents, resolveEvents, type EvaluatedRule, type OpenEvent } from "./alert-events.ts";
import { ledgerReadings } from "./ledger-readings.ts";

const LOCK_ALERT_RULE = {
  text: sqlFile(new URL("./sql/lock-alert-rule.sql", import.meta.url)),
  row: z.object({
    id: z.string(),
    name: z.string(),
    condition: AlertCondition,
    filter: AlertFilter,
    group_by: z.enum(trendGroups),
    channel_ids: z.array(z.string()),
    mute_until_ms: z.number().nullable(),
  }),
};

const LIST_OPEN_EVENTS = {
  text: sqlFile(new URL("./sql/list-open-events.sql", import.meta.url)),
  row: z
    .object({
      id: z.string(),
      dimension: z.string(),
      dimension_name: z.string(),
      period_start_ms: z.number(),
      period_end_ms: z.number().nullable(),
      threshold: z.string(),
      unit: z.string(),
      title: z.string(),
      is_muted: z.boolean(),
    })
    .transform((row): OpenEvent => ({
      id: row.id,
      dimension: row.dimension,
      dimensionName: row.dimension_name,
      periodStartMs: row.period_start_ms,
      periodEndMs: row.period_end_ms,
      threshold: BigInt(row.threshold),
      unit: row.unit,
      title: row.title,
      isMuted: row.is_muted,
    })),
};

const END_EVALUATION = {
  text: sqlFile(new URL("./sql/end-evaluation.sql", import.meta.url)),
  row: z.object({ id: z.string() }),
};

/**
 * Judges one rule in the runner's transaction, which holds the rule to its end. What it reads is therefore never older than what the last
 * judgement wrote, and a slow process cannot resolve what a faster one has just fired.
 */
export const evaluateRule = async (
  runner: StatementRunner,
  ruleId: string,
  now: Date,
  outside: OutsideReadings,
): Promise<AlertPass | null> => {
  const [row] = await runner.rows(LOCK_ALERT_RULE, [ruleId]);
  if (row === undefined) return null;
  const { condition, filter } = row;
  const nowMs = now.getTime();
  const rule: EvaluatedRule = {
    id: row.id,
    name: row.name,
    kind: condition.kind,
    channelIds: row.channel_ids,
    isMuted: (row.mute_until_ms ?? 0) > nowMs,
  };
  const watch = { condition, filter, groupBy: row.group_by };
  const readings = await judgeRule(watch, ledgerReadings(runner, outside), nowMs);
  const opens = await runner.rows(LIST_OPEN_EVENTS, [ruleId]);
  const { fire, resolve } = alertChanges(opens, readings);
  const resolvedCount = await resolveEvents(runner, rule, resolve, now);
  const firedCount = await fireEvents(runner, rule, fire, now);
  await runner.rows(END_EVALUATION, [ruleId, nowMs]);
  return { firedCount, resolvedCount };
};
