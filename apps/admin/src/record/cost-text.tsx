import type { DetailRow } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Badge } from "../ui/badge.tsx";
import { recordCost } from "./record-cost.ts";

/** A record's cost in dollars; a plus where lines without a price are missing from it, a word where all are. */
export const CostText = ({ record }: { readonly record: DetailRow }): ReactElement => {
  const { t, format } = useLocale();
  const { picoUsd, isPartial } = recordCost(record);
  if (picoUsd === null) {
    return (
      <Badge title={t.overview.unpricedHint} tone="warn">
        {t.record.unpriced}
      </Badge>
    );
  }
  return isPartial ? (
    <span title={t.record.partial}>{format.money(picoUsd)}+</span>
  ) : (
    <>{format.money(picoUsd)}</>
  );
};
