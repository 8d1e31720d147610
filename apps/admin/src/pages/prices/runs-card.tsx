import { useQuery } from "@tanstack/react-query";
import type { PriceRun } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { pricesTexts } from "./prices-texts.ts";
import { UndoDialog } from "./undo-dialog.tsx";

interface RowProps {
  readonly run: PriceRun;
  readonly isUndone: boolean;
  /** Null for members who may not. */
  readonly onUndo: ((run: PriceRun) => void) | null;
}

const Row = ({ run, isUndone, onUndo }: RowProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  return (
    <tr>
      <Cell>{format.moment(run.startTime.getTime())}</Cell>
      <Cell>{texts.runs.kinds[run.kind]}</Cell>
      <Cell>{run.actor}</Cell>
      <Cell className="max-w-80 truncate" title={run.reason}>
        {run.reason}
      </Cell>
      <Cell isNumber>{format.exact(run.lineCount)}</Cell>
      <Cell isNumber>{format.signedMoney(run.differencePicoUsd)}</Cell>
      <Cell>
        <span className="-my-1 flex justify-end">
          {run.finishTime === null ? <Badge tone="warn">{texts.runs.running}</Badge> : null}
          {isUndone ? <Badge tone="plain">{texts.runs.undone}</Badge> : null}
          {onUndo === null || isUndone || run.kind === "undo" ? null : (
            <Button
              look="bare"
              onClick={() => {
                onUndo(run);
              }}
            >
              <Icon name="undo" />
              {texts.runs.undo}
            </Button>
          )}
        </span>
      </Cell>
    </tr>
  );
};

const Head = (): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  return (
    <>
      <HeadCell>{t.zone.of(texts.editions.when, format.zoneName)}</HeadCell>
      <HeadCell>{texts.runs.kind}</HeadCell>
      <HeadCell>{texts.editions.who}</HeadCell>
      <HeadCell>{texts.editions.why}</HeadCell>
      <HeadCell isNumber>{texts.reprice.lines}</HeadCell>
      <HeadCell isNumber>{texts.reprice.difference}</HeadCell>
      <HeadCell>
        <span className="sr-only">{texts.runs.undo}</span>
      </HeadCell>
    </>
  );
};

/** Every re-pricing that was applied, newest first, each with the way back. */
export const RunsCard = (): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const mayManage = useMay("prices.manage");
  const [chosen, setChosen] = useState<PriceRun | null>(null);
  const runs = useQuery({ ...trpc.prices.runs.queryOptions(), ...liveOptions(false) });
  return (
    <Card title={texts.runs.title}>
      <QueryBody query={runs} skeleton={<Skeleton lines={4} />}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice hint={texts.runs.emptyHint} title={texts.runs.empty} />
          ) : (
            <Table caption={texts.runs.title} head={<Head />}>
              {rows.map((run) => (
                <Row
                  isUndone={rows.some(({ undoneRunId }) => undoneRunId === run.id)}
                  key={run.id}
                  onUndo={mayManage ? setChosen : null}
                  run={run}
                />
              ))}
            </Table>
          )
        }
      </QueryBody>
      {chosen === null ? null : (
        <UndoDialog
          onClose={() => {
            setChosen(null);
          }}
          run={chosen}
        />
      )}
    </Card>
  );
};
