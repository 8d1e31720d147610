import { useMutation, useQuery } from "@tanstack/react-query";
import type { ChannelView, SendReport } from "@tokenledger/usage/alerts";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { alertsTexts } from "./alerts-texts.ts";
import { ChannelDialog } from "./channel-dialog.tsx";
import { RemoveChannelDialog } from "./remove-channel-dialog.tsx";
import { useAlertsChanged } from "./use-alerts-changed.ts";

type Chosen = { readonly channel: ChannelView; readonly what: "edit" | "remove" } | "new";

const TestAnswer = ({
  report,
  name,
}: {
  readonly report: SendReport;
  readonly name: string;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(alertsTexts).channel;
  return (
    <output className={`block text-xs ${report.isDelivered ? "text-good" : "text-bad"}`}>
      {report.isDelivered
        ? texts.delivered(name, format.duration(report.durationMs))
        : texts.undelivered(name)}{" "}
      <span lang="en">{report.detail}</span>
    </output>
  );
};

const Actions = ({
  channel,
  onChoose,
}: {
  readonly channel: ChannelView;
  readonly onChoose: (chosen: Chosen) => void;
}): ReactElement => {
  const texts = usePageTexts(alertsTexts).channel;
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const test = useMutation({ ...trpc.alerts.test.mutationOptions(), onSuccess: changed });
  return (
    <span className="-my-1 block">
      <span className="flex justify-end gap-1">
        <Button
          disabled={test.isPending}
          look="bare"
          onClick={() => {
            test.mutate({ channelId: channel.id });
          }}
        >
          {test.isPending ? texts.testing : texts.test}
        </Button>
        {(["edit", "remove"] as const).map((what) => (
          <Button
            key={what}
            look="bare"
            onClick={() => {
              onChoose({ channel, what });
            }}
          >
            {texts[what]}
          </Button>
        ))}
      </span>
      <FaultText error={test.error} />
      {test.data === undefined ? null : <TestAnswer name={channel.name} report={test.data} />}
    </span>
  );
};

const Rows = ({
  channels,
  onChoose,
}: {
  readonly channels: readonly ChannelView[];
  readonly onChoose: ((chosen: Chosen) => void) | null;
}): ReactElement => {
  const texts = usePageTexts(alertsTexts).channel;
  const head = (
    <>
      <HeadCell>{texts.name}</HeadCell>
      <HeadCell>{texts.kind}</HeadCell>
      <HeadCell>{texts.target}</HeadCell>
      <HeadCell>
        <span className="sr-only">{texts.actions}</span>
      </HeadCell>
    </>
  );
  return (
    <Table caption={texts.title} head={head}>
      {channels.map((channel) => (
        <tr key={channel.id}>
          <Cell className="font-medium">{channel.name}</Cell>
          <Cell>{texts.kinds[channel.kind]}</Cell>
          <Cell className="max-w-80 truncate" title={channel.target}>
            {channel.target}
            {channel.last4 === null ? null : (
              <span className="ml-2 font-mono text-xs text-ink-soft">
                {texts.ends(channel.last4)}
              </span>
            )}
          </Cell>
          <Cell>
            {onChoose === null ? null : <Actions channel={channel} onChoose={onChoose} />}
          </Cell>
        </tr>
      ))}
    </Table>
  );
};

/** Every channel: where it leads, whether it works. */
export const ChannelsCard = (): ReactElement => {
  const texts = usePageTexts(alertsTexts).channel;
  const trpc = useTrpc();
  const mayManage = useMay("alerts.manage");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const channels = useQuery(trpc.alerts.channels.list.queryOptions());
  const close = (): void => {
    setChosen(null);
  };
  const create = (
    <Button
      look="primary"
      onClick={() => {
        setChosen("new");
      }}
    >
      <Icon name="plus" />
      {texts.create}
    </Button>
  );
  return (
    <Card actions={mayManage ? create : null} title={texts.title}>
      <QueryBody query={channels} skeleton={<Skeleton lines={4} />}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice hint={texts.emptyHint} title={texts.empty} />
          ) : (
            <Rows channels={rows} onChoose={mayManage ? setChosen : null} />
          )
        }
      </QueryBody>
      {chosen !== null && chosen !== "new" && chosen.what === "remove" ? (
        <RemoveChannelDialog channel={chosen.channel} onClose={close} />
      ) : null}
      {chosen === "new" || chosen?.what === "edit" ? (
        <ChannelDialog channel={chosen === "new" ? null : chosen.channel} onClose={close} />
      ) : null}
    </Card>
  );
};
