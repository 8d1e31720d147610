import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { headLinkClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { overviewTexts } from "./overview-texts.ts";
import { risksOf, type Risk } from "./risks.ts";
import { useBudgets } from "./use-budgets.ts";

const PERCENT = 100;

const RiskRow = ({ risk }: { readonly risk: Risk }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(overviewTexts);
  const keyName = useKeyNames();
  const value = risk.isKey ? keyName(risk.value) : risk.value;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
      <Link
        className="min-w-0 truncate font-medium text-accent hover:underline"
        search={{ open: risk.id }}
        to="/budgets"
      >
        {risk.name}
      </Link>
      {risk.value === "" ? null : <span className="truncate text-ink-soft">{value}</span>}
      <span className="ml-auto flex items-center gap-3">
        {risk.forecastTime === null ? null : (
          <span className="text-xs text-ink-soft">
            {texts.reachedAt(format.moment(risk.forecastTime.getTime()))}
          </span>
        )}
        <Badge tone={risk.isExceeded ? "bad" : "warn"}>
          {texts.ofLimit(format.share(risk.usedPercent / PERCENT))}
        </Badge>
      </span>
    </li>
  );
};

/** The budgets past their first threshold, worst first; nothing at all where there are none, or where the member may not see budgets. */
export const RiskCard = (): ReactElement | null => {
  const texts = usePageTexts(overviewTexts);
  const risks = risksOf(useBudgets());
  if (risks.length === 0) {
    return null;
  }
  return (
    <Card
      actions={
        <Link className={headLinkClass} to="/budgets">
          {texts.allBudgets}
        </Link>
      }
      title={texts.atRisk}
    >
      <ul className="divide-y divide-line">
        {risks.map((risk) => (
          <RiskRow key={`${risk.id} ${risk.value}`} risk={risk} />
        ))}
      </ul>
    </Card>
  );
};
