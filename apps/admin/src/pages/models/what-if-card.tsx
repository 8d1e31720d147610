import { useQuery } from "@tanstack/react-query";
import type { FigureExplanation } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useMay } from "../../data/use-member.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { changeOfCount } from "../../metric/change.ts";
import { useMinute } from "../../period/use-minute.ts";
import type { PriceRowView } from "../../price/price-view.ts";
import { Card } from "../../ui/card.tsx";
import { FactLine } from "../../ui/fact-line.tsx";
import { SelectField } from "../../ui/field.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { ModelsPart } from "./models-part.ts";
import { modelsTexts } from "./models-texts.ts";
import { whatIf } from "./what-if.ts";

const FRESH_MS = 300_000;

const given = (value: string): string | undefined => (value === "" ? undefined : value);

const Result = ({
  figure,
  rows,
}: {
  readonly figure: FigureExplanation;
  readonly rows: readonly PriceRowView[];
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(modelsTexts);
  const other = whatIf(figure.components, rows, useMinute());
  const change = changeOfCount(other.costPicoUsd, figure.costPicoUsd);
  return (
    <>
      <FactLine
        facts={[
          { name: texts.ifNow, value: format.money(figure.costPicoUsd) },
          { name: texts.ifThen, value: format.money(other.costPicoUsd) },
          {
            name: texts.ifDifference,
            value: `${format.signedMoney(other.costPicoUsd - figure.costPicoUsd)}${
              "by" in change ? ` (${format.signedShare(change.by)})` : ""
            }`,
          },
        ]}
      />
      {other.unpricedCount === 0 ? null : (
        <p className="pt-2 text-sm text-warn">{texts.ifUnpriced}</p>
      )}
    </>
  );
};

const Choices = ({
  search,
  onSearch,
  used,
  known,
}: Pick<ModelsPart, "search" | "onSearch"> & {
  readonly used: readonly string[];
  readonly known: readonly string[];
}): ReactElement => {
  const texts = usePageTexts(modelsTexts);
  const options = (
    names: readonly string[],
  ): { readonly value: string; readonly name: string }[] => [
    { value: "", name: texts.ifChoose },
    ...names.map((name) => ({ value: name, name })),
  ];
  return (
    <div className="flex flex-wrap gap-3 pb-3">
      <SelectField<string>
        label={texts.ifFrom}
        onChoose={(value) => {
          onSearch((now) => ({ ...now, from: given(value) }));
        }}
        options={options(used)}
        value={search.from ?? ""}
      />
      <SelectField<string>
        label={texts.ifTo}
        onChoose={(value) => {
          onSearch((now) => ({ ...now, to: given(value) }));
        }}
        options={options(known)}
        value={search.to ?? ""}
      />
    </div>
  );
};

const Comparison = ({
  from,
  to,
  filter,
  rows,
}: Pick<ModelsPart, "filter"> & {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly PriceRowView[];
}): ReactElement => {
  const trpc = useTrpc();
  const explanation = useQuery({
    ...trpc.usage.explain.queryOptions({ figure: { ...filter, models: [from] } }),
    staleTime: FRESH_MS,
  });
  return (
    <QueryBody query={explanation} skeleton={<Skeleton lines={2} />}>
      {({ figure }) =>
        figure === null ? null : (
          <Result figure={figure} rows={rows.filter(({ model }) => model === to)} />
        )
      }
    </QueryBody>
  );
};

/** What a model's usage would have cost on another model: the same tokens, at the other's prices. Every line is read for it: asked for once both are chosen. */
export const WhatIfCard = ({ search, view, filter, onSearch }: ModelsPart): ReactElement | null => {
  const texts = usePageTexts(modelsTexts);
  const trpc = useTrpc();
  const mayRead = useMay("prices.read");
  const book = useQuery({ ...trpc.prices.list.queryOptions({}), enabled: mayRead });
  const used = useQuery(
    trpc.usage.trends.queryOptions({
      ...filter,
      aggregationPeriod: view.period,
      groupBy: "model",
      rankBy: "cost",
    }),
  );
  const { from, to } = search;
  const rows = book.data?.rows ?? [];
  return mayRead ? (
    <Card title={texts.whatIf}>
      <p className="pb-2 text-xs text-ink-soft">{texts.whatIfHint}</p>
      <Choices
        known={Array.from(new Set(rows.map(({ model }) => model))).filter((name) => name !== "*")}
        onSearch={onSearch}
        search={search}
        used={(used.data?.totals ?? []).flatMap(({ group }) => (group === null ? [] : [group]))}
      />
      {from === undefined || to === undefined ? null : (
        <Comparison filter={filter} from={from} rows={rows} to={to} />
      )}
    </Card>
  ) : null;
};
