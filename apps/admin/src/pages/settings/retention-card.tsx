import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { byteText } from "../../format/byte-text.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { settingsTexts } from "./settings-texts.ts";

interface Month {
  readonly monthStart: Date;
  readonly recordCount: string;
  readonly byteCount: string;
  readonly dropTime?: Date;
}

const Months = ({ months }: { readonly months: readonly Month[] }): ReactElement => {
  const { language, format } = useLocale();
  const texts = usePageTexts(settingsTexts);
  const head = (
    <>
      <HeadCell>{texts.month}</HeadCell>
      <HeadCell isNumber>{texts.calls}</HeadCell>
      <HeadCell isNumber>{texts.size}</HeadCell>
      <HeadCell>{texts.state}</HeadCell>
    </>
  );
  return (
    <Table caption={texts.tabs.retention} head={head}>
      {months.map(({ monthStart, recordCount, byteCount, dropTime }) => (
        <tr key={monthStart.getTime()}>
          <Cell>{format.bucket(monthStart.getTime(), "month", false)}</Cell>
          <Cell isNumber>{format.exact(BigInt(recordCount))}</Cell>
          <Cell isNumber>{byteCount === "0" ? "–" : byteText(language, BigInt(byteCount))}</Cell>
          <Cell>
            {dropTime === undefined ? (
              <Badge tone="good">{texts.kept}</Badge>
            ) : (
              <Badge tone="plain">{texts.dropped(format.day(dropTime.getTime()))}</Badge>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
};

const DROP_WORD = "drop";

interface DropDialogProps {
  readonly keptMonths: number;
  readonly monthCount: number;
  readonly onClose: () => void;
}

const DropDialog = ({ keptMonths, monthCount, onClose }: DropDialogProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const drop = useMutation({
    ...trpc.retention.drop.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: trpc.retention.pathKey() });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      action={texts.drop}
      error={drop.error}
      hint={texts.dropHint(format.exact(monthCount))}
      isBusy={drop.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        drop.mutate({ keptMonths, dryRun: false });
      }}
      title={texts.dropTitle}
      typed={DROP_WORD}
    />
  );
};

interface PreviewProps {
  readonly keptMonths: number;
  readonly months: readonly Month[];
  readonly onDone: () => void;
}

const Preview = ({ keptMonths, months, onDone }: PreviewProps): ReactElement => {
  const texts = usePageTexts(settingsTexts);
  const [isAsking, setIsAsking] = useState(false);
  return months.length === 0 ? (
    <Notice title={texts.nothingToDrop} />
  ) : (
    <>
      <Months months={months} />
      <Button
        look="danger"
        onClick={() => {
          setIsAsking(true);
        }}
      >
        {texts.drop}
      </Button>
      {isAsking ? (
        <DropDialog
          keptMonths={keptMonths}
          monthCount={months.length}
          onClose={() => {
            setIsAsking(false);
            onDone();
          }}
        />
      ) : null}
    </>
  );
};

const DropPart = (): ReactElement => {
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const [kept, setKept] = useState("12");
  const dryRun = useMutation(trpc.retention.drop.mutationOptions());
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          className="w-48"
          label={texts.keptMonths}
          max={240}
          min={2}
          onChange={(event) => {
            setKept(event.target.value);
            dryRun.reset();
          }}
          type="number"
          value={kept}
        />
        <Button
          disabled={dryRun.isPending}
          onClick={() => {
            dryRun.mutate({ keptMonths: Number(kept), dryRun: true });
          }}
        >
          {texts.preview}
        </Button>
      </div>
      <FaultText error={dryRun.error} />
      {dryRun.data === undefined ? null : (
        <Preview
          keptMonths={Number(kept)}
          months={dryRun.data.months}
          onDone={() => {
            dryRun.reset();
          }}
        />
      )}
    </div>
  );
};

/** The months whose single calls are kept, and, for the owner, the end of old ones: shown first, then confirmed by a word. */
export const RetentionCard = (): ReactElement => {
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const mayDrop = useMay("retention.manage");
  const months = useQuery({ ...trpc.retention.months.queryOptions(), ...liveOptions(false) });
  return (
    <>
      <Card title={texts.tabs.retention}>
        <p className="mb-3 text-sm text-ink-soft">{texts.retentionHint}</p>
        <QueryBody query={months} skeleton={<Skeleton lines={6} />}>
          {({ kept, dropped }) => <Months months={[...dropped, ...kept]} />}
        </QueryBody>
      </Card>
      {mayDrop ? (
        <Card title={texts.dropTitle}>
          <DropPart />
        </Card>
      ) : null}
    </>
  );
};
