import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { budgetsTexts } from "./budgets-texts.ts";
import type { BudgetState } from "./budget-view.ts";

const PERCENT = 100;

/** How far a limit is, in a word; undefined: nothing was used yet. */
export const BudgetBadge = ({
  state,
}: {
  readonly state: BudgetState | undefined;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  if (state === undefined) {
    return <Badge tone="plain">{texts.unused}</Badge>;
  }
  if (state.isExceeded) {
    return <Badge tone="bad">{texts.exceeded}</Badge>;
  }
  const reached = state.thresholdsReached.at(-1);
  return reached === undefined ? (
    <Badge tone="good">{texts.calm}</Badge>
  ) : (
    <Badge tone="warn">{texts.threshold(format.share(reached / PERCENT))}</Badge>
  );
};
