import { useQuery } from "@tanstack/react-query";
import type { TrendTotal } from "@tokenledger/usage";
import { useMemo, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useMay } from "../../data/use-member.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { whyOf } from "../../explanation/why.ts";
import { usageColumns } from "../../metric/usage-columns.tsx";
import { useMinute } from "../../period/use-minute.ts";
import { priceMatrix, type ModelPrices } from "../../price/price-matrix.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PriceCell } from "../prices/price-cell.tsx";
import type { ModelsPart } from "./models-part.ts";
import { modelsTexts } from "./models-texts.ts";

const priced = ["input", "output", "cacheRead"] as const;

/** Anthropic adds the day of a snapshot to a name; the book prices the model. */
const DATE = /-\d{8}$/;

const columnsOf = (
  locale: Locale,
  texts: (typeof modelsTexts)["en"],
  pricesOf: (model: string | null) => ModelPrices | undefined,
  whole: bigint,
): readonly DataColumn<TrendTotal>[] => [
  {
    id: "model",
    head: texts.model,
    className: "font-medium",
    sortBy: ({ group }) => group,
    cell: ({ group }) => group ?? locale.t.overview.none.model,
  },
  ...usageColumns<TrendTotal>(
    locale,
    (row) => row,
    whole,
    ({ group }) => (group === null ? null : whyOf({ name: "model", value: group })),
  ),
  ...priced.map((name): DataColumn<TrendTotal> => ({
    id: name,
    head: texts[name],
    hint: texts.usedHint,
    isNumber: true,
    sortBy: ({ group }) => pricesOf(group)?.standard[name]?.picoUsd ?? null,
    cell: ({ group }) => <PriceCell row={pricesOf(group)?.standard[name] ?? null} />,
  })),
];

const usePrices = (): ((model: string | null) => ModelPrices | undefined) => {
  const trpc = useTrpc();
  const nowMs = useMinute();
  const book = useQuery({ ...trpc.prices.list.queryOptions({}), enabled: useMay("prices.read") });
  const { data } = book;
  return useMemo(() => {
    const matrix = data === undefined ? [] : priceMatrix(data, nowMs);
    const names = new Map(
      matrix.flatMap((prices) =>
        [prices.model, ...prices.aliases].map((name) => [name, prices] as const),
      ),
    );
    return (model) => names.get(model ?? "") ?? names.get((model ?? "").replace(DATE, ""));
  }, [data, nowMs]);
};

/** What each model was used for, beside what its tokens cost now. */
export const UsedCard = ({ search, view, filter, onSearch }: ModelsPart): ReactElement => {
  const locale = useLocale();
  const texts = usePageTexts(modelsTexts);
  const trpc = useTrpc();
  const pricesOf = usePrices();
  const used = useQuery({
    ...trpc.usage.trends.queryOptions({
      ...filter,
      aggregationPeriod: view.period,
      groupBy: "model",
      rankBy: "cost",
    }),
    ...liveOptions(false),
  });
  const whole = (used.data?.totals ?? []).reduce((sum, row) => sum + row.costPicoUsd, 0n);
  const columns = useMemo(
    () => columnsOf(locale, texts, pricesOf, whole),
    [locale, texts, pricesOf, whole],
  );
  return (
    <Card title={texts.used}>
      <QueryBody query={used} skeleton={<Skeleton lines={8} />}>
        {({ totals }) =>
          totals.length === 0 ? (
            <Notice hint={locale.t.state.emptyHint} title={locale.t.state.empty} />
          ) : (
            <DataTable
              caption={texts.used}
              columns={columns}
              onSort={(sort) => {
                onSearch((now) => ({ ...now, sort }));
              }}
              rowKey={({ group }) => group ?? ""}
              rows={totals}
              sort={search.sort}
            />
          )
        }
      </QueryBody>
    </Card>
  );
};
