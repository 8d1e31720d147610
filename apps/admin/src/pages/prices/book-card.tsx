import { Link } from "@tanstack/react-router";
import { useMemo, type ReactElement } from "react";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import {
  priceMatrix,
  tokenClassList,
  toolRows,
  type ModelPrices,
} from "../../price/price-matrix.ts";
import type { PriceBookView } from "../../price/price-view.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PriceCell } from "./price-cell.tsx";
import type { PricesPart } from "./prices-part.ts";
import { pricesTexts } from "./prices-texts.ts";
import { SearchBox } from "./search-box.tsx";

type Texts = (typeof pricesTexts)["en"];

const columnsOf = (
  { format }: Locale,
  texts: Texts,
  search: PricesPart["search"],
): readonly DataColumn<ModelPrices>[] => [
  {
    id: "model",
    head: texts.model,
    sortBy: ({ model }) => model,
    className: "font-medium",
    title: ({ aliases }) => format.list(aliases),
    cell: ({ model }) => (
      <Link
        className="hover:text-accent hover:underline"
        resetScroll={false}
        search={{ ...search, open: model }}
        to="/prices"
      >
        {model}
      </Link>
    ),
  },
  ...tokenClassList.map((name): DataColumn<ModelPrices> => ({
    id: name,
    head: texts.classes[name],
    hint: texts.perMillion,
    isNumber: true,
    sortBy: ({ standard }) => standard[name]?.picoUsd ?? null,
    cell: ({ standard }) => <PriceCell row={standard[name]} />,
  })),
  {
    id: "rows",
    head: texts.rowCount,
    hint: texts.rowCountHint,
    isNumber: true,
    sortBy: ({ rows }) => rows.length,
    cell: ({ rows }) => format.exact(rows.length),
  },
  {
    id: "uncertain",
    head: texts.confidences.uncertain,
    hint: texts.confidenceHints.uncertain,
    isNumber: true,
    sortBy: ({ uncertainCount }) => uncertainCount,
    cell: ({ uncertainCount, rows }) =>
      rows.length === 0 ? <Badge tone="warn">{texts.noPrice}</Badge> : format.exact(uncertainCount),
  },
];

const Tools = ({ book }: { readonly book: PriceBookView }): ReactElement | null => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  const rows = toolRows(book.rows);
  return rows.length === 0 ? null : (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-3 text-sm">
      <dt className="text-ink-soft">{texts.tools}</dt>
      {rows.map((row) => (
        <dd key={row.id} title={row.sources.join("; ")}>
          {texts.toolPrice(texts.classes[row.priceClass], format.money(row.picoUsd))}
        </dd>
      ))}
    </dl>
  );
};

/** The book, a model a row: what a million tokens cost now, and where a figure is not sure. */
export const BookCard = ({
  book,
  search,
  onSearch,
}: PricesPart & { readonly book: PriceBookView }): ReactElement => {
  const locale = useLocale();
  const texts = usePageTexts(pricesTexts);
  const nowMs = useMinute();
  const matrix = useMemo(() => priceMatrix(book, nowMs), [book, nowMs]);
  const q = (search.q ?? "").toLowerCase();
  const shown = useMemo(
    () =>
      matrix.filter(({ model, aliases }) =>
        [model, ...aliases].some((name) => name.toLowerCase().includes(q)),
      ),
    [matrix, q],
  );
  const columns = useMemo(() => columnsOf(locale, texts, search), [locale, texts, search]);
  return (
    <Card actions={<SearchBox onSearch={onSearch} search={search} />} title={texts.tabs.book}>
      <p className="pb-2 text-xs text-ink-soft">{texts.perMillion}</p>
      {shown.length === 0 ? (
        <Notice title={texts.noModels} />
      ) : (
        <DataTable
          caption={texts.tabs.book}
          columns={columns}
          onSort={(sort) => {
            onSearch((now) => ({ ...now, sort }));
          }}
          rowClass={({ model }) => (model === search.open ? "bg-accent-soft" : "")}
          rowKey={({ model }) => model}
          rows={shown}
          sort={search.sort}
        />
      )}
      <Tools book={book} />
    </Card>
  );
};
