import type { MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import {
  hourlyReadings,
  previewLimitation,
  previewRule,
  type AlertEvaluation,
  type AlertWatch,
} from "@tokenledger/usage/alerts";
import { AlertRuleRow } from "../entities/alert-rule-row.ts";
import { asDirectoryCall } from "../directories/directory-call.ts";
import { asQuery } from "../queries/as-query.ts";
import { isRowId } from "../row-id.ts";
import { autocommit, inTransaction } from "../statement-runner.ts";
import { evaluateRule } from "./evaluate-rule.ts";
import { readHours } from "./ledger-readings.ts";

const DAY_MS = 86_400_000;
const PREVIEW_MS = 30 * DAY_MS;
/** What the first judgement of a preview looks back on, at most: a month, or eight weeks of an anomaly. */
const HISTORY_MS = 57 * DAY_MS;
/** Hours times groups of a preview. */
const PREVIEW_SUMS_MAX = 50_000;

const historyMsOf = ({ condition }: AlertWatch): number =>
  condition.kind === "anomaly" ? HISTORY_MS : 32 * DAY_MS;

/** Unpriced requests are looked at by model, unless the rule says otherwise. */
const groupedAsJudged = (watch: AlertWatch): AlertWatch =>
  watch.condition.kind === "unpriced" && watch.groupBy === "none"
    ? { ...watch, groupBy: "model" }
    : watch;

/** Rules judged over PostgreSQL. */
export const createAlertEvaluation = (orm: MikroORM): AlertEvaluation => ({
  enabledRuleIds: async () =>
    asDirectoryCall(async () => {
      const rules = await orm.em
        .fork()
        .find(AlertRuleRow, { isEnabled: true, removeTime: null }, { orderBy: { id: "asc" } });
      return rules.map(({ id }) => id);
    }),

  evaluate: async (ruleId, now, outside) =>
    isRowId(ruleId)
      ? asQuery(async () =>
          inTransaction(orm, async (runner) => evaluateRule(runner, ruleId, now, outside)),
        )
      : null,

  noteFault: async (ruleId, fault) =>
    asDirectoryCall(async () => {
      await orm.em.fork().nativeUpdate(AlertRuleRow, { id: ruleId }, { fault });
    }),

  preview: async (watch, now) => {
    const endMs = now.getTime();
    const startMs = endMs - PREVIEW_MS;
    const limitation = previewLimitation(watch);
    if (limitation !== null) {
      const toTime = now;
      return { fromTime: new Date(startMs), toTime, fireCount: 0, moments: [], limitation };
    }
    const grouped = groupedAsJudged(watch);
    const span = { startMs: startMs - historyMsOf(watch), endMs };
    const hours = await asQuery(async () =>
      readHours(autocommit(orm), grouped, span, PREVIEW_SUMS_MAX + 1),
    );
    if (hours.length > PREVIEW_SUMS_MAX) {
      throw new InvalidInputError(
        "PREVIEW_TOO_LARGE",
        "groupBy: too many groups to look back on; name some in the filter",
      );
    }
    return previewRule(grouped, hourlyReadings(hours), { startMs, endMs });
  },
});
