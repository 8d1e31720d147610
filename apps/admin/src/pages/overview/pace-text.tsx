import type { MonthForecast } from "@tokenledger/usage";
import type { ReactElement } from "react";
import type { Formatter } from "../../format/formatter.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { changeOfCount, isStill } from "../../metric/change.ts";
import { overviewTexts, type PaceChange } from "./overview-texts.ts";

/** What the month will come to against the one before, in a word and a figure. */
export const paceChange = (
  {
    costPicoUsd,
    previousMonth,
  }: Pick<MonthForecast, "costPicoUsd"> & {
    readonly previousMonth: Pick<MonthForecast["previousMonth"], "costPicoUsd">;
  },
  format: Pick<Formatter, "share">,
): { readonly kind: PaceChange; readonly by: string } => {
  const change = changeOfCount(costPicoUsd, previousMonth.costPicoUsd);
  if (!("by" in change)) {
    return { kind: "unknown", by: "" };
  }
  if (isStill(change)) {
    return { kind: "same", by: "" };
  }
  return { kind: change.by > 0 ? "more" : "less", by: format.share(Math.abs(change.by)) };
};

/** Where the running month is going, with how that was worked out in its title; nothing for other periods, and without a forecast. */
export const PaceText = ({
  month,
}: {
  readonly month: MonthForecast | null;
}): ReactElement | null => {
  const { format } = useLocale();
  const texts = usePageTexts(overviewTexts);
  if (month === null || month.costPicoUsd === 0n) {
    return null;
  }
  return (
    <span className="block text-base" title={month.methodDescription}>
      {texts.pace(format.money(month.costPicoUsd), format.month(month.startDate.getTime()), {
        ...paceChange(month, format),
        month: format.month(month.startDate.getTime() - 1),
      })}
    </span>
  );
};
