import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { overviewTexts } from "./overview-texts.ts";
import { riskCounts } from "./risks.ts";
import { useBudgets } from "./use-budgets.ts";

/** How many budgets are at risk, with the way to them; nothing while all are calm. */
export const RiskText = (): ReactElement | null => {
  const { format } = useLocale();
  const texts = usePageTexts(overviewTexts);
  const { atRisk, inForce } = riskCounts(useBudgets());
  return atRisk === 0 ? null : (
    <Link className="block w-fit text-base text-accent hover:underline" to="/budgets">
      {texts.atRiskOf(format.exact(atRisk), format.exact(inForce))}
    </Link>
  );
};
