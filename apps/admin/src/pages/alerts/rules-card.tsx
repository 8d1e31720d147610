import { useMutation, useQuery } from "@tanstack/react-query";
import type { AlertRule, ChannelView } from "@tokenledger/usage/alerts";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { MuteDialog } from "./mute-dialog.tsx";
import { RemoveRuleDialog } from "./remove-rule-dialog.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { ruleTexts } from "./rule-texts.ts";
import { conditionText } from "./rule-words.ts";
import { useAlertsChanged } from "./use-alerts-changed.ts";

type Chosen = { readonly rule: AlertRule; readonly what: "edit" | "mute" | "remove" } | "new";

const States = ({ rule }: { readonly rule: AlertRule }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(ruleTexts);
  const nowMs = useMinute();
  const isMuted = rule.muteUntil !== null && rule.muteUntil.getTime() > nowMs;
  return (
    <span className="flex flex-wrap gap-1">
      {rule.openEventCount > 0 ? (
        <Badge tone="bad">{texts.open(format.exact(rule.openEventCount))}</Badge>
      ) : (
        <Badge tone="good">{texts.quiet}</Badge>
      )}
      {rule.isEnabled ? null : <Badge tone="warn">{texts.disabled}</Badge>}
      {isMuted ? (
        <Badge tone="plain">{texts.muted(format.moment(rule.muteUntil.getTime()))}</Badge>
      ) : null}
      {rule.fault === null ? null : (
        <Badge title={rule.fault} tone="warn">
          {texts.fault}
        </Badge>
      )}
    </span>
  );
};

const Actions = ({
  rule,
  onChoose,
}: {
  readonly rule: AlertRule;
  readonly onChoose: (chosen: Chosen) => void;
}): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const unmute = useMutation({ ...trpc.alerts.mute.mutationOptions(), onSuccess: changed });
  const choose = (what: "edit" | "mute" | "remove"): ReactElement => (
    <Button
      look="bare"
      onClick={() => {
        onChoose({ rule, what });
      }}
    >
      {texts[what]}
    </Button>
  );
  return (
    <span className="-my-1 flex items-center justify-end gap-1">
      <FaultText error={unmute.error} />
      {choose("edit")}
      {rule.muteUntil === null ? (
        choose("mute")
      ) : (
        <Button
          disabled={unmute.isPending}
          look="bare"
          onClick={() => {
            unmute.mutate({ id: rule.id, until: null });
          }}
        >
          {texts.unmute}
        </Button>
      )}
      {choose("remove")}
    </span>
  );
};

const Row = ({
  rule,
  channels,
  onChoose,
}: {
  readonly rule: AlertRule;
  readonly channels: readonly ChannelView[];
  readonly onChoose: ((chosen: Chosen) => void) | null;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(ruleTexts);
  const told = channels.filter(({ id }) => rule.channelIds.includes(id)).map(({ name }) => name);
  return (
    <tr>
      <Cell className="max-w-56 truncate font-medium" title={rule.name}>
        {rule.name}
      </Cell>
      <Cell>
        {texts.kinds[rule.condition.kind]}
        <span className="block text-xs text-ink-soft">
          {conditionText(rule.condition, texts, format)}
        </span>
      </Cell>
      <Cell>{texts.groups[rule.groupBy]}</Cell>
      <Cell className="max-w-48 truncate">
        {told.length === 0 ? texts.nobody : format.list(told)}
      </Cell>
      <Cell>
        <States rule={rule} />
      </Cell>
      {onChoose === null ? null : (
        <Cell>
          <Actions onChoose={onChoose} rule={rule} />
        </Cell>
      )}
    </tr>
  );
};

const Head = ({ mayManage }: { readonly mayManage: boolean }): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  return (
    <>
      <HeadCell>{texts.name}</HeadCell>
      <HeadCell>{texts.condition}</HeadCell>
      <HeadCell>{texts.groupBy}</HeadCell>
      <HeadCell>{texts.channels}</HeadCell>
      <HeadCell>{texts.state}</HeadCell>
      {mayManage ? (
        <HeadCell>
          <span className="sr-only">{texts.actions}</span>
        </HeadCell>
      ) : null}
    </>
  );
};

const Opened = ({
  chosen,
  onClose,
}: {
  readonly chosen: Chosen;
  readonly onClose: () => void;
}): ReactElement => {
  if (chosen === "new" || chosen.what === "edit") {
    return <RuleDialog onClose={onClose} rule={chosen === "new" ? null : chosen.rule} />;
  }
  const Chooser = chosen.what === "mute" ? MuteDialog : RemoveRuleDialog;
  return <Chooser onClose={onClose} rule={chosen.rule} />;
};

/** Every rule: what it watches, whom it tells, how it is. */
export const RulesCard = (): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  const trpc = useTrpc();
  const mayManage = useMay("alerts.manage");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const rules = useQuery({ ...trpc.alerts.list.queryOptions(), ...liveOptions(false) });
  const channels = useQuery(trpc.alerts.channels.list.queryOptions());
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
      <QueryBody query={rules} skeleton={<Skeleton lines={5} />}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice hint={texts.emptyHint} title={texts.empty} />
          ) : (
            <Table caption={texts.title} head={<Head mayManage={mayManage} />}>
              {rows.map((rule) => (
                <Row
                  channels={channels.data ?? []}
                  key={rule.id}
                  onChoose={mayManage ? setChosen : null}
                  rule={rule}
                />
              ))}
            </Table>
          )
        }
      </QueryBody>
      {chosen === null ? null : (
        <Opened
          chosen={chosen}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </Card>
  );
};
