import { getRouteApi } from "@tanstack/react-router";
import type { AccessKeyView } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { keyStatus, keyText } from "../../access-key/key-text.ts";
import { RotateKey } from "../../access-key/rotate-key.tsx";
import { rotateTexts } from "../../access-key/rotate-texts.ts";
import { ConsumerPage } from "../../consumer/consumer-page.tsx";
import { MissingConsumer } from "../../consumer/missing-consumer.tsx";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Button } from "../../ui/button.tsx";
import { FactLine } from "../../ui/fact-line.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { SwitchKeyDialog } from "../keys/switch-key-dialog.tsx";
import { useKey } from "./use-key.ts";

const route = getRouteApi("/app/keys/$id");

const SwitchKey = ({ item }: { readonly item: AccessKeyView }): ReactElement | null => {
  const { t } = useLocale();
  const [isOpen, setIsOpen] = useState(false);
  if (!useMay("keys.manage")) {
    return null;
  }
  const isActive = item.disabledAt === null;
  return (
    <>
      <Button
        look={isActive ? "danger" : "quiet"}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {isActive ? t.status.disable : t.status.enable}
      </Button>
      {isOpen ? (
        <SwitchKeyDialog
          item={item}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
};

const Facts = ({ item }: { readonly item: AccessKeyView }): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(rotateTexts);
  const secretBefore = (
    { last4, expiresAt }: NonNullable<AccessKeyView["previousSecret"]>,
    nowMs: number,
  ): string => {
    const moment = format.moment(expiresAt.getTime());
    return expiresAt.getTime() > nowMs
      ? texts.takenUntil(last4, moment)
      : texts.over(last4, moment);
  };
  const nowMs = useMinute();
  const status = keyStatus(item, nowMs);
  const { lastUsedAt, rotatedAt, previousSecret } = item;
  return (
    <FactLine
      facts={[
        { name: t.keys.key, value: <code className="font-mono text-xs">{keyText(item)}</code> },
        { name: t.keys.status, value: <StatusBadge since={item.disabledAt} status={status} /> },
        { name: t.keys.created, value: format.day(item.createTime.getTime()) },
        {
          name: texts.lastUsed,
          value: lastUsedAt === null ? texts.never : format.moment(lastUsedAt.getTime()),
        },
        ...(rotatedAt === null
          ? []
          : [{ name: texts.rotated, value: format.day(rotatedAt.getTime()) }]),
        ...(previousSecret === null
          ? []
          : [{ name: texts.before, value: secretBefore(previousSecret, nowMs) }]),
      ]}
    />
  );
};

/** One access key: what is recorded with it, for whom, on what, and the switch. */
export const KeyPage = (): ReactElement => {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const item = useKey(id);
  const { data } = item;
  if (data === undefined || data === null) {
    return <MissingConsumer name="key" query={item} />;
  }
  return (
    <ConsumerPage
      actions={
        <div className="flex flex-wrap gap-2">
          <RotateKey item={data} />
          <SwitchKey item={data} />
        </div>
      }
      name="key"
      onSearch={(change) => void navigate({ search: change })}
      search={search}
      title={data.name}
      value={data.id}
    >
      <Facts item={data} />
    </ConsumerPage>
  );
};
