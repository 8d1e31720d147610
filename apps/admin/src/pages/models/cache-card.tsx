import { useQuery } from "@tanstack/react-query";
import type { CacheAdvice } from "@tokenledger/usage";
import { useMemo, type ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { ModelsPart } from "./models-part.ts";
import { modelsTexts } from "./models-texts.ts";

const FRESH_MS = 300_000;

type Texts = (typeof modelsTexts)["en"];

const moneyColumn = (
  { format }: Locale,
  id: string,
  head: string,
  hint: string,
  valueOf: (row: CacheAdvice) => bigint,
): DataColumn<CacheAdvice> => ({
  id,
  head,
  hint,
  isNumber: true,
  sortBy: valueOf,
  cell: (row) => format.money(valueOf(row)),
});

/** Whose caching it is; on a phone one column says all three. */
const nameColumns = (
  texts: Texts,
  keyName: (id: string) => string,
): readonly DataColumn<CacheAdvice>[] => [
  {
    id: "key",
    head: texts.key,
    sortBy: ({ accessKeyId }) => keyName(accessKeyId),
    className: "font-medium",
    cell: ({ accessKeyId, feature, model }) => (
      <>
        {keyName(accessKeyId)}
        <span className="block max-w-40 truncate text-xs font-normal text-ink-soft sm:hidden">
          {[feature, model].filter((name) => name !== null).join(" · ")}
        </span>
      </>
    ),
  },
  {
    id: "feature",
    head: texts.feature,
    isWideOnly: true,
    sortBy: ({ feature }) => feature,
    className: "normal-nums",
    cell: ({ feature }) => feature ?? "–",
  },
  {
    id: "model",
    head: texts.model,
    isWideOnly: true,
    sortBy: ({ model }) => model,
    className: "normal-nums",
    cell: ({ model }) => model ?? "–",
  },
];

const columnsOf = (
  locale: Locale,
  texts: Texts,
  keyName: (id: string) => string,
): readonly DataColumn<CacheAdvice>[] => {
  const column = (
    id: string,
    head: string,
    hint: string,
    valueOf: (row: CacheAdvice) => bigint,
  ): DataColumn<CacheAdvice> => moneyColumn(locale, id, head, hint, valueOf);
  return [
    ...nameColumns(texts, keyName),
    column(
      "net",
      texts.net,
      texts.cacheHint,
      (row) => row.readSavingPicoUsd - row.writePremiumPicoUsd,
    ),
    column("saving", texts.saving, texts.savingHint, (row) => row.readSavingPicoUsd),
    column("premium", texts.premium, texts.premiumHint, (row) => row.writePremiumPicoUsd),
    column("unread", texts.unread, texts.unreadHint, (row) => row.unreadPicoUsd),
    column("oneHour", texts.oneHour, texts.oneHourHint, (row) => row.oneHourSavingPicoUsd),
  ];
};

/** Without a cache there is nothing to weigh: such rows would be dollars of nothing. */
const usesCache = ({ writtenTokens, readTokens }: CacheAdvice): boolean =>
  writtenTokens + readTokens > 0n;

/** What caching costs and saves. Very many lines are read for it: asked for when the page opens, not again by itself. */
export const CacheCard = ({ search, filter, onSearch }: ModelsPart): ReactElement => {
  const locale = useLocale();
  const texts = usePageTexts(modelsTexts);
  const trpc = useTrpc();
  const keyName = useKeyNames();
  const advice = useQuery({
    ...trpc.usage.cacheAdvice.queryOptions(filter),
    staleTime: FRESH_MS,
  });
  const columns = useMemo(() => columnsOf(locale, texts, keyName), [locale, texts, keyName]);
  return (
    <Card title={texts.cache}>
      <p className="pb-2 text-xs text-ink-soft">{texts.cacheHint}</p>
      <QueryBody query={advice} skeleton={<Skeleton lines={8} />}>
        {({ rows: all, readFromDate }) => {
          const rows = all.filter(usesCache);
          return (
            <>
              {readFromDate > filter.startDate && (
                <p className="pb-2 text-xs text-ink-soft">
                  {texts.latestOnly(locale.format.moment(readFromDate.getTime()))}
                </p>
              )}
              {rows.length === 0 ? (
                <Notice title={texts.noCache} />
              ) : (
                <DataTable
                  caption={texts.cache}
                  columns={columns}
                  onSort={(cacheSort) => {
                    onSearch((now) => ({ ...now, cacheSort }));
                  }}
                  rowKey={(row) => JSON.stringify([row.accessKeyId, row.feature, row.model])}
                  rows={rows}
                  sort={search.cacheSort}
                />
              )}
            </>
          );
        }}
      </QueryBody>
    </Card>
  );
};
