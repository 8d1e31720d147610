import { Link } from "@tanstack/react-router";
import type { AccessKeyView, ConsumerRow } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { keyStatus, keyText } from "../../access-key/key-text.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usageOf } from "../../metric/usage-of.ts";
import { useMay } from "../../data/use-member.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { UsageCells } from "../../metric/usage-cells.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { SwitchKeyDialog } from "./switch-key-dialog.tsx";

interface KeysTableProps {
  readonly keys: readonly AccessKeyView[];
  readonly usage: readonly ConsumerRow[] | undefined;
  /** As the address carries it, for the way to the requests. */
  readonly range: string | undefined;
  readonly nowMs: number;
}

interface RowProps extends Omit<KeysTableProps, "keys"> {
  readonly item: AccessKeyView;
  readonly onSwitch: (item: AccessKeyView) => void;
}

const Row = ({ item, usage, range, nowMs, onSwitch }: RowProps): ReactElement => {
  const { t, format } = useLocale();
  const mayManage = useMay("keys.manage");
  const totals = usageOf(usage, item.id);
  const status = keyStatus(item, nowMs);
  return (
    <tr>
      <Cell className="max-w-56 truncate font-medium">{item.name}</Cell>
      <Cell className="font-mono text-xs">{keyText(item)}</Cell>
      <Cell>
        <StatusBadge since={item.disabledAt} status={status} />
      </Cell>
      <Cell>{format.day(item.createTime.getTime())}</Cell>
      <UsageCells sums={totals} />
      <Cell>
        <span className="flex justify-end gap-1">
          <Link className={buttonClass("bare")} search={{ range, key: [item.id] }} to="/requests">
            {t.keys.open}
          </Link>
          {mayManage ? (
            <Button
              look="bare"
              onClick={() => {
                onSwitch(item);
              }}
            >
              {item.disabledAt === null ? t.status.disable : t.status.enable}
            </Button>
          ) : null}
        </span>
      </Cell>
    </tr>
  );
};

/** The keys with what each used in the period. */
export const KeysTable = ({ keys, ...rest }: KeysTableProps): ReactElement => {
  const { t } = useLocale();
  const [switched, setSwitched] = useState<AccessKeyView | null>(null);
  const head = (
    <>
      <HeadCell>{t.keys.name}</HeadCell>
      <HeadCell>{t.keys.key}</HeadCell>
      <HeadCell>{t.keys.status}</HeadCell>
      <HeadCell>{t.keys.created}</HeadCell>
      <HeadCell isNumber>{t.keys.cost}</HeadCell>
      <HeadCell isNumber>{t.keys.usage}</HeadCell>
      <HeadCell isNumber>{t.keys.requests}</HeadCell>
      <HeadCell>
        <span className="sr-only">{t.keys.actions}</span>
      </HeadCell>
    </>
  );
  return (
    <>
      <Table caption={t.keys.title} head={head}>
        {keys.map((item) => (
          <Row item={item} key={item.id} onSwitch={setSwitched} {...rest} />
        ))}
      </Table>
      {switched === null ? null : (
        <SwitchKeyDialog
          item={switched}
          onClose={() => {
            setSwitched(null);
          }}
        />
      )}
    </>
  );
};
