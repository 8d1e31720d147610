import type { AlertCondition } from "@tokenledger/usage/alerts";
import type { AlertMetric } from "./alert-measure.ts";
import type { Formatter } from "../../format/formatter.ts";
import type { ruleTexts } from "./rule-texts.ts";

type Texts = (typeof ruleTexts)["en"];

const PERCENT = 100;

const amount = (metric: AlertMetric, value: bigint, format: Formatter): string =>
  metric === "spend" ? format.compactMoney(value) : format.compact(value);

const figuresOf = (
  condition: AlertCondition,
  texts: Texts,
  format: Formatter,
): readonly string[] => {
  const share = (percent: number): string => format.share(percent / PERCENT);
  switch (condition.kind) {
    case "threshold": {
      const { metric, thresholds, window } = condition;
      return [
        texts.metrics[metric],
        texts.windows[window],
        format.list(thresholds.map((value) => amount(metric, value, format))),
      ];
    }
    case "quota":
      return [format.list(condition.percents.map(share))];
    case "forecast":
    case "burn_rate": {
      const { metric, window, limit } = condition;
      return [texts.metrics[metric], texts.windows[window], amount(metric, limit, format)];
    }
    case "anomaly":
      return [texts.metrics[condition.metric], share(condition.usualPercent)];
    case "error_rate":
      return [share(condition.percent), texts.hourCount(format.exact(condition.hours))];
    case "no_data":
      return [texts.hourCount(format.exact(condition.hours))];
    case "unpriced":
    case "data_health":
    default:
      return [];
  }
};

/** The figures of a condition, in one line; its kind stands above them. */
export const conditionText = (condition: AlertCondition, texts: Texts, format: Formatter): string =>
  figuresOf(condition, texts, format).join(" · ");
