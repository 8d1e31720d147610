import type { ReactElement } from "react";
import { metricWriter } from "../format/metric-writer.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Cell } from "../ui/table.tsx";
import { metricOf, type Metric, type Sums } from "./metric.ts";

const SHOWN = ["cost", "tokens", "requests"] as const satisfies readonly Metric[];

/** Cost, tokens and requests of one row, all digits in the title; dashes while unknown. */
export const UsageCells = ({ sums }: { readonly sums: Sums | null }): ReactElement[] => {
  const { format } = useLocale();
  return SHOWN.map((metric) => {
    const write = metricWriter(format, metric);
    const value = sums === null ? null : metricOf(metric, sums);
    return (
      <Cell isNumber key={metric} title={value === null ? "" : write.exact(value)}>
        {value === null ? "–" : write.brief(value)}
      </Cell>
    );
  });
};
