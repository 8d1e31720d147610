import { Link } from "@tanstack/react-router";
import type { ConsumerRow, UserView } from "@tokenledger/usage";
import { useMemo, useState, type ReactElement } from "react";
import { useMay } from "../../data/use-member.ts";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { whyOf } from "../../explanation/why.ts";
import { usageColumns } from "../../metric/usage-columns.tsx";
import { usageOf } from "../../metric/usage-of.ts";
import { buttonClass } from "../../ui/button.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { RowActions } from "../../ui/row-actions.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { SwitchUserDialog } from "./switch-user-dialog.tsx";

interface UsersTableProps {
  readonly users: readonly UserView[];
  /** As the address carries it, for the ways to the other pages. */
  readonly range: string | undefined;
  readonly usage: readonly ConsumerRow[] | undefined;
  /** What everybody's calls cost, anonymous ones included. */
  readonly whole: bigint;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

const nameColumn = ({ t }: Locale, range: string | undefined): DataColumn<UserView> => ({
  id: "name",
  head: t.users.name,
  sortBy: (user) => user.name,
  className: "max-w-72 truncate font-medium",
  title: (user) => user.name,
  cell: (user) => (
    <Link
      className="hover:text-accent hover:underline"
      params={{ id: user.id }}
      search={{ range }}
      to="/users/$id"
    >
      {user.name}
    </Link>
  ),
});

const ownColumns = ({ t, format }: Locale): readonly DataColumn<UserView>[] => [
  {
    id: "status",
    head: t.keys.status,
    cell: (user) => (
      <StatusBadge
        since={user.disabledAt}
        status={user.disabledAt === null ? "active" : "disabled"}
      />
    ),
  },
  {
    id: "firstSeen",
    head: t.users.firstSeen,
    sortBy: (user) => user.createTime.getTime(),
    cell: (user) => format.day(user.createTime.getTime()),
  },
];

const actionColumn = (
  { t }: Locale,
  range: string | undefined,
  onSwitch: ((user: UserView) => void) | null,
): DataColumn<UserView> => ({
  id: "actions",
  head: <span className="sr-only">{t.keys.actions}</span>,
  cell: (user: UserView) => (
    <RowActions
      isActive={user.disabledAt === null}
      onSwitch={
        onSwitch === null
          ? null
          : () => {
              onSwitch(user);
            }
      }
    >
      <Link className={buttonClass("bare")} search={{ range, user: [user.name] }} to="/requests">
        {t.app.pages.requests}
      </Link>
    </RowActions>
  ),
});

/** Users with what each used in the period; a name leads to all about them. */
export const UsersTable = (props: UsersTableProps): ReactElement => {
  const { users, usage, whole, range } = props;
  const locale = useLocale();
  const mayManage = useMay("users.manage");
  const [switched, setSwitched] = useState<UserView | null>(null);
  const columns = useMemo(
    () => [
      nameColumn(locale, range),
      ...usageColumns<UserView>(
        locale,
        (user) => usageOf(usage, user.name),
        whole,
        ({ name }) => whyOf({ name: "user", value: name }),
      ),
      ...ownColumns(locale),
      actionColumn(locale, range, mayManage ? setSwitched : null),
    ],
    [locale, range, usage, whole, mayManage],
  );
  return (
    <>
      <DataTable
        caption={locale.t.users.title}
        columns={columns}
        onSort={props.onSort}
        rowKey={(user) => user.id}
        rows={users}
        sort={props.sort}
      />
      {switched === null ? null : (
        <SwitchUserDialog
          onClose={() => {
            setSwitched(null);
          }}
          user={switched}
        />
      )}
    </>
  );
};
