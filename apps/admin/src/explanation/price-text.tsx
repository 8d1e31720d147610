import type { FigureComponent } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { usePageTexts } from "../locale/page-texts.ts";
import { explanationTexts } from "./explanation-texts.ts";

/** The price a count was multiplied by, with where it was read in its title; a doubtful one says so. */
export const PriceText = ({
  component,
}: {
  readonly component: Pick<FigureComponent, "row" | "priceClass" | "waivedBy">;
}): ReactElement => {
  const { format } = useLocale();
  const { explain } = usePageTexts(explanationTexts);
  const { row, priceClass, waivedBy } = component;
  if (row === null || waivedBy !== null) {
    return <span className="text-ink-soft">{explain.waived}</span>;
  }
  const isTool = priceClass === "webSearch" || priceClass === "webFetch";
  const isUncertain = row.confidence === "uncertain";
  return (
    <span
      className={isUncertain ? "text-warn" : ""}
      title={isUncertain ? explain.uncertain : row.sources.join("; ")}
    >
      {isTool
        ? explain.perRequest(format.money(row.picoUsd))
        : explain.perMillion(format.perMillion(row.picoUsd))}
      {isUncertain ? " ?" : ""}
    </span>
  );
};
