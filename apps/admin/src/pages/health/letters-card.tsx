import type { AdminRouter } from "@tokenledger/api";
import { useQuery } from "@tanstack/react-query";
import type { DeadLetterReason } from "@tokenledger/usage";
import type { inferRouterOutputs } from "@trpc/server";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useMay } from "../../data/use-member.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { healthTexts } from "./health-texts.ts";
import { ReplayDialog } from "./replay-dialog.tsx";

const NEWEST = 20;

type Letters = inferRouterOutputs<AdminRouter>["admin"]["deadLetters"];

const Counts = ({
  counts,
  onReplay,
}: Pick<Letters, "counts"> & {
  /** Null for members who may not. */
  readonly onReplay: ((reason: DeadLetterReason) => void) | null;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(healthTexts);
  return (
    <ul className="divide-y divide-line">
      {counts.map((one) => (
        <li className="flex flex-wrap items-center gap-4 py-2" key={one.reason}>
          <span className="font-medium">{texts.reasons[one.reason]}</span>
          <span className="text-ink-soft">
            {texts.counts(format.exact(one.openCount), format.exact(one.count))}
          </span>
          {onReplay !== null && one.openCount > 0 ? (
            <Button
              className="ml-auto"
              onClick={() => {
                onReplay(one.reason);
              }}
            >
              {texts.replay}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
};

const Newest = ({ rows }: Pick<Letters, "rows">): ReactElement => {
  const { format } = useLocale();
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => (
        <li className="flex flex-wrap gap-x-4 py-2" key={row.id}>
          <span>{format.moment(row.createTime.getTime())}</span>
          <span className="font-mono text-xs">{row.eventId}</span>
          <span className="min-w-0 text-ink-soft">{row.detail}</span>
        </li>
      ))}
    </ul>
  );
};

/** Records put aside at commit, by reason, the newest of them, and counting them after all. */
export const LettersCard = (): ReactElement => {
  const texts = usePageTexts(healthTexts);
  const trpc = useTrpc();
  const mayReplay = useMay("ops.replay");
  const [reason, setReason] = useState<DeadLetterReason | null>(null);
  const query = useQuery({
    ...trpc.admin.deadLetters.queryOptions({ countMax: NEWEST }),
    ...liveOptions(false),
  });
  return (
    <Card title={texts.letters}>
      <QueryBody query={query} skeleton={<Skeleton lines={4} />}>
        {({ counts, rows }) =>
          counts.length === 0 ? (
            <Notice title={texts.noLetters} />
          ) : (
            <div className="space-y-4 text-sm">
              <Counts counts={counts} onReplay={mayReplay ? setReason : null} />
              <Newest rows={rows} />
            </div>
          )
        }
      </QueryBody>
      {reason === null ? null : (
        <ReplayDialog
          onClose={() => {
            setReason(null);
          }}
          reason={reason}
        />
      )}
    </Card>
  );
};
