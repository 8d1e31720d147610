import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { budgetsTexts } from "./budgets-texts.ts";
import type { BudgetState } from "./budget-view.ts";

const FULL = 100;
const HEIGHT = 8;

const fillOf = ({ isExceeded, thresholdsReached }: BudgetState): string => {
  if (isExceeded) {
    return "fill-bad";
  }
  return thresholdsReached.length > 0 ? "fill-warn" : "fill-accent";
};

/** How far a limit is used: a bar with a mark at each threshold, and one at the limit where the bar goes beyond it. */
export const BudgetMeter = ({
  state,
  thresholds,
}: {
  readonly state: BudgetState;
  readonly thresholds: readonly number[];
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  const whole = Math.max(FULL, state.usedPercent, ...thresholds);
  const marks = [...new Set([...thresholds, ...(whole > FULL ? [FULL] : [])])];
  const place = (percent: number): number => (percent / whole) * FULL;
  const names = format.list(thresholds.map((percent) => format.share(percent / FULL)));
  return (
    <>
      <span className="sr-only">
        {texts.meter(
          format.share(state.usedPercent / FULL),
          names === "" ? format.share(1) : names,
        )}
      </span>
      <svg
        aria-hidden="true"
        className="h-2 w-full rounded-full"
        preserveAspectRatio="none"
        viewBox={`0 0 ${FULL} ${HEIGHT}`}
      >
        <rect className="fill-sunken" height={HEIGHT} width={FULL} />
        <rect className={fillOf(state)} height={HEIGHT} width={place(state.usedPercent)} />
        {marks
          .filter((percent) => percent < whole)
          .map((percent) => (
            <rect
              className="fill-ink-soft"
              height={HEIGHT}
              key={percent}
              width="0.5"
              x={place(percent)}
            />
          ))}
      </svg>
    </>
  );
};
