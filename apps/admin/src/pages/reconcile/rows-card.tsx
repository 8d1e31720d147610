import type { ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { reconcileSplits } from "./reconcile-search.ts";
import { reconcileTexts } from "./reconcile-texts.ts";
import type { ReportRowView } from "./reconcile-view.ts";
import { ShareBadge } from "./share-badge.tsx";

type Split = (typeof reconcileSplits)[number];

const useRowName = (by: Split): ((row: ReportRowView) => string) => {
  const { format } = useLocale();
  const texts = usePageTexts(reconcileTexts);
  const keyName = useKeyNames();
  const keysOf = (row: ReportRowView): string => {
    const names = [...(row.key?.accessKeyIds.map(keyName) ?? []), ...(row.key?.apiKeyIds ?? [])];
    return names.length === 0 ? texts.everything : format.list(names);
  };
  const names: Record<Split, (row: ReportRowView) => string> = {
    model: ({ model }) => model ?? texts.noModel,
    key: keysOf,
    class: ({ cellClass }) => (cellClass === null ? "–" : texts.classes[cellClass]),
    period: ({ periodStart }) =>
      periodStart === null ? "–" : format.utcDay(periodStart.getTime()),
  };
  return names[by];
};

const Row = ({
  row,
  name,
}: {
  readonly row: ReportRowView;
  readonly name: string;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(reconcileTexts);
  // Cells of the class `cost` are pico-USD, all others tokens or requests.
  const amount = row.cellClass === "cost" ? format.money : format.exact;
  return (
    <tr>
      <Cell className="max-w-72 truncate font-medium" title={name}>
        {name}
      </Cell>
      <Cell isNumber>{amount(row.reported)}</Cell>
      <Cell isNumber>{amount(row.captured)}</Cell>
      <Cell isNumber>
        <ShareBadge basisPoints={row.shareBasisPoints} />
      </Cell>
      <Cell isNumber>{format.money(row.listPicoUsd)}</Cell>
      <Cell isNumber>{format.money(row.capturedPicoUsd)}</Cell>
      <Cell>
        <span className="flex gap-1">
          {row.gaps.map(({ kind }) => (
            <Badge key={kind} title={texts.gapHints[kind]} tone="plain">
              {texts.gaps[kind]}
            </Badge>
          ))}
        </span>
      </Cell>
    </tr>
  );
};

/** What was compared, split by one thing. */
export const RowsCard = ({
  rows,
  by,
  onBy,
}: {
  readonly rows: readonly ReportRowView[];
  readonly by: Split;
  readonly onBy: (by: Split) => void;
}): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const rowName = useRowName(by);
  const head = (
    <>
      <HeadCell>{texts.splits[by]}</HeadCell>
      <HeadCell isNumber>{texts.reported}</HeadCell>
      <HeadCell isNumber>{texts.captured}</HeadCell>
      <HeadCell isNumber title={texts.shareHint}>
        {texts.share}
      </HeadCell>
      <HeadCell isNumber>{texts.listCost}</HeadCell>
      <HeadCell isNumber>{texts.ourCost}</HeadCell>
      <HeadCell>{texts.differences}</HeadCell>
    </>
  );
  const split = (
    <Segments
      label={texts.by}
      onChoose={onBy}
      options={reconcileSplits.map((value) => ({ value, name: texts.splits[value] }))}
      value={by}
    />
  );
  return (
    <Card actions={split} title={texts.table}>
      {rows.length === 0 ? (
        <Notice hint={texts.neverHint} title={texts.never} />
      ) : (
        <Table caption={texts.table} head={head}>
          {rows.map((row) => (
            <Row
              key={JSON.stringify([row.periodStart, row.key?.id, row.model, row.cellClass])}
              name={rowName(row)}
              row={row}
            />
          ))}
        </Table>
      )}
    </Card>
  );
};
