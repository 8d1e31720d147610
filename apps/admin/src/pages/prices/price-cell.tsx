import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import type { PriceRowView } from "../../price/price-view.ts";
import { pricesTexts } from "./prices-texts.ts";

/** One price in dollars per million tokens; marked where it is uncertain, with its source in the title. */
export const PriceCell = ({ row }: { readonly row: PriceRowView | null }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  if (row === null) {
    return <span className="text-ink-soft">–</span>;
  }
  const isUncertain = row.confidence === "uncertain";
  const source = `${texts.confidences[row.confidence]}: ${row.sources.join("; ")}`;
  return (
    <span className={isUncertain ? "text-warn" : ""} title={source}>
      {format.perMillion(row.picoUsd)}
      {isUncertain ? <span aria-label={texts.confidences.uncertain}> ?</span> : null}
    </span>
  );
};
