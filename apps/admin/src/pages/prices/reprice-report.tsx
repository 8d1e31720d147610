import type { CostDifference, RepriceReport as Report } from "@tokenledger/usage";
import { useMemo, useState, type ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { Segments } from "../../ui/segments.tsx";
import { pricesTexts } from "./prices-texts.ts";

const groups = ["byModel", "byAccessKey", "byUser", "byDay"] as const;
type Group = (typeof groups)[number];

const differenceOf = (row: CostDifference): bigint => row.afterPicoUsd - row.beforePicoUsd;

const columnsOf = (
  { format }: Locale,
  { reprice }: (typeof pricesTexts)["en"],
  nameOf: (row: CostDifference) => string,
): readonly DataColumn<CostDifference>[] => [
  { id: "group", head: reprice.group, sortBy: nameOf, cell: nameOf },
  {
    id: "lines",
    head: reprice.lines,
    isNumber: true,
    sortBy: ({ lineCount }) => lineCount,
    cell: ({ lineCount }) => format.exact(lineCount),
  },
  {
    id: "before",
    head: reprice.before,
    isNumber: true,
    sortBy: ({ beforePicoUsd }) => beforePicoUsd,
    cell: ({ beforePicoUsd }) => format.money(beforePicoUsd),
  },
  {
    id: "after",
    head: reprice.after,
    isNumber: true,
    sortBy: ({ afterPicoUsd }) => afterPicoUsd,
    cell: ({ afterPicoUsd }) => format.money(afterPicoUsd),
  },
  {
    id: "difference",
    head: reprice.difference,
    isNumber: true,
    className: "font-medium",
    sortBy: differenceOf,
    cell: (row) => format.signedMoney(differenceOf(row)),
  },
  {
    id: "unpriced",
    head: reprice.unpriced,
    isNumber: true,
    sortBy: ({ unpricedRequests }) => unpricedRequests,
    cell: ({ unpricedRequests }) => format.exact(unpricedRequests),
  },
];

const Differences = ({ report }: { readonly report: Report }): ReactElement => {
  const locale = useLocale();
  const texts = usePageTexts(pricesTexts);
  const keyName = useKeyNames();
  const [group, setGroup] = useState<Group>("byModel");
  const [sort, setSort] = useState<string | undefined>("-difference");
  const columns = useMemo(() => {
    const nameOf = (row: CostDifference): string => {
      if (row.group === null) {
        return texts.reprice.none;
      }
      return group === "byAccessKey" ? keyName(row.group) : row.group;
    };
    return columnsOf(locale, texts, nameOf);
  }, [locale, texts, keyName, group]);
  return (
    <>
      <Segments
        className="w-fit"
        label={texts.reprice.by}
        onChoose={setGroup}
        options={groups.map((value) => ({ value, name: texts.reprice.groups[value] }))}
        value={group}
      />
      <DataTable
        caption={`${texts.reprice.by} ${texts.reprice.groups[group]}`}
        columns={columns}
        onSort={setSort}
        rowKey={(row) => row.group ?? ""}
        rows={report[group]}
        sort={sort}
      />
    </>
  );
};

/** What a re-pricing would change, summed by model, key, user or day. */
export const RepriceReport = ({
  report,
  onApply,
}: {
  readonly report: Report;
  readonly onApply: () => void;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  const { total } = report;
  if (total.lineCount === 0) {
    return <output className="block text-sm">{texts.reprice.nothing}</output>;
  }
  return (
    <div className="space-y-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <output className="font-medium">
          {texts.reprice.total(
            format.exact(total.lineCount),
            format.money(total.beforePicoUsd),
            format.money(total.afterPicoUsd),
          )}
        </output>
        <Button look="danger" onClick={onApply}>
          {texts.reprice.apply}
        </Button>
      </div>
      <Differences report={report} />
    </div>
  );
};
