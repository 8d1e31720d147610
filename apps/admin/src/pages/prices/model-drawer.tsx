import { useState, type ReactElement } from "react";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { isPriceAt, type PriceBookView, type PriceRowView } from "../../price/price-view.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { CorrectDialog } from "./correct-dialog.tsx";
import { PriceCell } from "./price-cell.tsx";
import { pricesTexts } from "./prices-texts.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { bandText, compareRows, termsText, validText } from "./row-words.ts";

interface Chosen {
  readonly row: PriceRowView;
  readonly what: "correct" | "remove";
}

interface RowProps {
  readonly row: PriceRowView;
  readonly isOver: boolean;
  /** Null for members who may not change prices, and for an edition that is not in force. */
  readonly onChoose: ((chosen: Chosen) => void) | null;
}

const Row = ({ row, isOver, onChoose }: RowProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  return (
    <tr className={isOver ? "text-ink-soft" : ""}>
      <Cell title={row.note ?? undefined}>
        {texts.classes[row.priceClass]}
        <span className="block text-xs text-ink-soft">{bandText(row, texts, format)}</span>
      </Cell>
      <Cell>{termsText(row)}</Cell>
      <Cell isNumber>
        <PriceCell row={row} />
      </Cell>
      <Cell>
        {isOver ? <Badge tone="plain">{texts.rows.ended}</Badge> : validText(row, texts, format)}
        {isOver ? <span className="block text-xs">{validText(row, texts, format)}</span> : null}
      </Cell>
      <Cell className="max-w-48 truncate" title={row.sources.join("; ")}>
        {texts.confidences[row.confidence]}
        <span className="block truncate text-xs text-ink-soft">{row.sources.join("; ")}</span>
      </Cell>
      {onChoose === null ? null : (
        <Cell>
          <span className="flex justify-end">
            {(["correct", "remove"] as const).map((what) => (
              <Button
                key={what}
                look="bare"
                onClick={() => {
                  onChoose({ row, what });
                }}
              >
                {texts.rows[what]}
              </Button>
            ))}
          </span>
        </Cell>
      )}
    </tr>
  );
};

const Rows = ({
  rows,
  onChoose,
}: {
  readonly rows: readonly PriceRowView[];
  readonly onChoose: RowProps["onChoose"];
}): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(pricesTexts);
  const nowMs = useMinute();
  const head = (
    <>
      <HeadCell>{texts.rows.class}</HeadCell>
      <HeadCell>{texts.rows.terms}</HeadCell>
      <HeadCell isNumber>{texts.rows.price}</HeadCell>
      <HeadCell>{texts.rows.valid}</HeadCell>
      <HeadCell>{texts.rows.source}</HeadCell>
      {onChoose === null ? null : (
        <HeadCell>
          <span className="sr-only">{t.keys.actions}</span>
        </HeadCell>
      )}
    </>
  );
  return (
    <Table caption={texts.rows.title} head={head}>
      {rows.map((row) => (
        <Row
          isOver={!isPriceAt(row, nowMs) && (row.validTo?.getTime() ?? Infinity) <= nowMs}
          key={row.id}
          onChoose={onChoose}
          row={row}
        />
      ))}
    </Table>
  );
};

interface ModelDrawerProps {
  readonly book: PriceBookView;
  readonly model: string;
  /** Whether the edition shown is the one in force: only that can be changed. */
  readonly isCurrent: boolean;
  readonly onClose: () => void;
}

/** All prices of one model, past and future ones too, each with its source; corrected and removed from here. */
export const ModelDrawer = ({
  book,
  model,
  isCurrent,
  onClose,
}: ModelDrawerProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const mayManage = useMay("prices.manage");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const rows = book.rows.filter((row) => row.model === model).sort(compareRows);
  const done = (): void => {
    setChosen(null);
  };
  return (
    <Dialog onClose={onClose} place="wideDrawer" title={model}>
      {rows.length === 0 ? (
        <Notice title={texts.rows.none} />
      ) : (
        <Rows onChoose={mayManage && isCurrent ? setChosen : null} rows={rows} />
      )}
      {chosen?.what === "correct" ? <CorrectDialog onClose={done} row={chosen.row} /> : null}
      {chosen?.what === "remove" ? <RemoveDialog onClose={done} row={chosen.row} /> : null}
    </Dialog>
  );
};
