import { Link } from "@tanstack/react-router";
import type { AccessKeyView, ConsumerRow } from "@tokenledger/usage";
import { useMemo, useState, type ReactElement } from "react";
import { isUnused, keyStatus, keyText } from "../../access-key/key-text.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { whyOf } from "../../explanation/why.ts";
import { usageColumns } from "../../metric/usage-columns.tsx";
import { usageOf } from "../../metric/usage-of.ts";
import { Badge } from "../../ui/badge.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { RowActions } from "../../ui/row-actions.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { SwitchKeyDialog } from "./switch-key-dialog.tsx";

interface KeysTableProps {
  readonly keys: readonly AccessKeyView[];
  readonly usage: readonly ConsumerRow[] | undefined;
  /** What all keys' calls cost. */
  readonly whole: bigint;
  /** As the address carries it, for the ways to the other pages. */
  readonly range: string | undefined;
  readonly nowMs: number;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

const nameColumn = ({ t }: Locale, range: string | undefined): DataColumn<AccessKeyView> => ({
  id: "name",
  head: t.keys.name,
  sortBy: (item) => item.name,
  className: "max-w-56 truncate font-medium",
  title: (item) => item.name,
  cell: (item) => (
    <Link
      className="hover:text-accent hover:underline"
      params={{ id: item.id }}
      search={{ range }}
      to="/keys/$id"
    >
      {item.name}
    </Link>
  ),
});

const ownColumns = ({ t, format }: Locale, nowMs: number): readonly DataColumn<AccessKeyView>[] => [
  { id: "key", head: t.keys.key, className: "font-mono text-xs", cell: keyText },
  {
    id: "status",
    head: t.keys.status,
    cell: (item) => (
      <span className="flex flex-wrap gap-1">
        <StatusBadge since={item.disabledAt} status={keyStatus(item, nowMs)} />
        {isUnused(item, nowMs) ? (
          <Badge title={t.keys.unusedHint} tone="plain">
            {t.keys.unused}
          </Badge>
        ) : null}
      </span>
    ),
  },
  {
    id: "created",
    head: t.keys.created,
    sortBy: (item) => item.createTime.getTime(),
    cell: (item) => format.day(item.createTime.getTime()),
  },
];

const actionColumn = (
  { t }: Locale,
  range: string | undefined,
  onSwitch: ((item: AccessKeyView) => void) | null,
): DataColumn<AccessKeyView> => ({
  id: "actions",
  head: <span className="sr-only">{t.keys.actions}</span>,
  cell: (item: AccessKeyView) => (
    <RowActions
      isActive={item.disabledAt === null}
      onSwitch={
        onSwitch === null
          ? null
          : () => {
              onSwitch(item);
            }
      }
    >
      <Link className={buttonClass("bare")} search={{ range, key: [item.id] }} to="/requests">
        {t.keys.open}
      </Link>
    </RowActions>
  ),
});

/** The keys with what each used in the period; a name leads to all about it. */
export const KeysTable = (props: KeysTableProps): ReactElement => {
  const { keys, usage, whole, range, nowMs } = props;
  const locale = useLocale();
  const mayManage = useMay("keys.manage");
  const [switched, setSwitched] = useState<AccessKeyView | null>(null);
  const columns = useMemo(
    () => [
      nameColumn(locale, range),
      ...usageColumns<AccessKeyView>(
        locale,
        (item) => usageOf(usage, item.id),
        whole,
        ({ id }) => whyOf({ name: "key", value: id }),
      ),
      ...ownColumns(locale, nowMs),
      actionColumn(locale, range, mayManage ? setSwitched : null),
    ],
    [locale, range, nowMs, usage, whole, mayManage],
  );
  return (
    <>
      <DataTable
        caption={locale.t.keys.title}
        columns={columns}
        onSort={props.onSort}
        rowKey={(item) => item.id}
        rows={keys}
        sort={props.sort}
      />
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
