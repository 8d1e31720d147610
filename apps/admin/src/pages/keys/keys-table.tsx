import { Link } from "@tanstack/react-router";
import type { AccessKeyView, ConsumerRow } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { keyStatus, keyText } from "../../access-key/key-text.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usageOf } from "../../metric/usage-of.ts";
import { useMay } from "../../data/use-member.ts";
import { buttonClass } from "../../ui/button.tsx";
import { UsageHeads } from "../../metric/usage-heads.tsx";
import { UsageCells } from "../../metric/usage-cells.tsx";
import { RowActions } from "../../ui/row-actions.tsx";
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
      <RowActions
        isActive={item.disabledAt === null}
        onSwitch={
          mayManage
            ? () => {
                onSwitch(item);
              }
            : null
        }
      >
        <Link className={buttonClass("bare")} search={{ range, key: [item.id] }} to="/requests">
          {t.keys.open}
        </Link>
      </RowActions>
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
      <UsageHeads />
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
