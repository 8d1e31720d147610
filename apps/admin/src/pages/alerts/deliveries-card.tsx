import { useMutation, useQuery } from "@tanstack/react-query";
import type { AlertDelivery } from "@tokenledger/usage/alerts";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import type { AlertsPart } from "./alerts-part.ts";
import { alertsTexts } from "./alerts-texts.ts";
import { PageTurner } from "./page-turner.tsx";
import { useAlertsChanged } from "./use-alerts-changed.ts";

const tones = { waiting: "plain", delivered: "good", failed: "bad" } as const;

const Retry = ({ id }: { readonly id: string }): ReactElement => {
  const texts = usePageTexts(alertsTexts).delivery;
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const retry = useMutation({ ...trpc.alerts.retry.mutationOptions(), onSuccess: changed });
  return (
    <span className="-my-1 flex items-center justify-end gap-2">
      <FaultText error={retry.error} />
      <Button
        disabled={retry.isPending}
        look="bare"
        onClick={() => {
          retry.mutate({ id });
        }}
      >
        {texts.retry}
      </Button>
    </span>
  );
};

const Row = ({ delivery }: { readonly delivery: AlertDelivery }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(alertsTexts).delivery;
  const mayManage = useMay("alerts.manage");
  const detail = delivery.attempts.at(-1)?.detail ?? "–";
  return (
    <tr>
      <Cell>{format.moment(delivery.createTime.getTime())}</Cell>
      <Cell className="max-w-48 truncate">{delivery.channelName}</Cell>
      <Cell className="max-w-md truncate" lang="en" title={delivery.title}>
        {delivery.title}
      </Cell>
      <Cell>
        <Badge tone={tones[delivery.state]}>{texts.states[delivery.state]}</Badge>
      </Cell>
      <Cell isNumber>{format.exact(delivery.attemptCount)}</Cell>
      <Cell className="max-w-64 truncate" lang="en" title={detail}>
        {detail}
      </Cell>
      <Cell>{mayManage && delivery.state === "failed" ? <Retry id={delivery.id} /> : null}</Cell>
    </tr>
  );
};

const Head = (): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(alertsTexts).delivery;
  return (
    <>
      <HeadCell>{t.zone.of(texts.when, format.zoneName)}</HeadCell>
      <HeadCell>{texts.channel}</HeadCell>
      <HeadCell>{texts.what}</HeadCell>
      <HeadCell>{texts.state}</HeadCell>
      <HeadCell isNumber>{texts.attempts}</HeadCell>
      <HeadCell>{texts.last}</HeadCell>
      <HeadCell>
        <span className="sr-only">{texts.actions}</span>
      </HeadCell>
    </>
  );
};

/** Who was told what, newest first; what was given up can be sent again. */
export const DeliveriesCard = ({ search, onSearch }: AlertsPart): ReactElement => {
  const texts = usePageTexts(alertsTexts).delivery;
  const trpc = useTrpc();
  const isFailed = search.only === "failed";
  const deliveries = useQuery({
    ...trpc.alerts.deliveries.queryOptions({
      ...(isFailed && { state: "failed" }),
      beforeId: search.before ?? null,
    }),
    ...liveOptions(false),
  });
  const filter = (
    <CheckField
      isChecked={isFailed}
      label={texts.failedOnly}
      onCheck={(isOn) => {
        onSearch((now) => ({ ...now, only: isOn ? "failed" : undefined, before: undefined }));
      }}
    />
  );
  return (
    <Card actions={filter} title={texts.title}>
      <QueryBody query={deliveries} skeleton={<Skeleton lines={8} />}>
        {({ rows, nextBeforeId }) => (
          <>
            {rows.length === 0 ? (
              <Notice hint={texts.emptyHint} title={texts.empty} />
            ) : (
              <Table caption={texts.title} head={<Head />}>
                {rows.map((delivery) => (
                  <Row delivery={delivery} key={delivery.id} />
                ))}
              </Table>
            )}
            <PageTurner nextBeforeId={nextBeforeId} onSearch={onSearch} search={search} />
          </>
        )}
      </QueryBody>
    </Card>
  );
};
