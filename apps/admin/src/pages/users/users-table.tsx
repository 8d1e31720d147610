import { Link } from "@tanstack/react-router";
import type { ConsumerRow, UserView } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { useMay } from "../../data/use-member.ts";
import { usageOf } from "../../metric/usage-of.ts";
import { buttonClass } from "../../ui/button.tsx";
import { UsageHeads } from "../../metric/usage-heads.tsx";
import { UsageCells } from "../../metric/usage-cells.tsx";
import { RowActions } from "../../ui/row-actions.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { SwitchUserDialog } from "./switch-user-dialog.tsx";

interface UsersTableProps {
  readonly users: readonly UserView[];
  /** As the address carries it, for the ways to the other pages. */
  readonly range: string | undefined;
  readonly usage: readonly ConsumerRow[] | undefined;
}

interface RowProps extends Omit<UsersTableProps, "users"> {
  readonly user: UserView;
  readonly onSwitch: (user: UserView) => void;
}

const Row = ({ user, range, usage, onSwitch }: RowProps): ReactElement => {
  const { t, format } = useLocale();
  const mayManage = useMay("users.manage");
  const totals = usageOf(usage, user.name);
  const search = { range, user: [user.name] };
  return (
    <tr>
      <Cell className="max-w-72 truncate font-medium">{user.name}</Cell>
      <Cell>
        <StatusBadge
          since={user.disabledAt}
          status={user.disabledAt === null ? "active" : "disabled"}
        />
      </Cell>
      <Cell>{format.day(user.createTime.getTime())}</Cell>
      <UsageCells sums={totals} />
      <RowActions
        isActive={user.disabledAt === null}
        onSwitch={
          mayManage
            ? () => {
                onSwitch(user);
              }
            : null
        }
      >
        <Link className={buttonClass("bare")} search={search} to="/">
          {t.app.pages.overview}
        </Link>
        <Link className={buttonClass("bare")} search={search} to="/requests">
          {t.app.pages.requests}
        </Link>
      </RowActions>
    </tr>
  );
};

/** Users with the ways to what they used. */
export const UsersTable = ({ users, ...rest }: UsersTableProps): ReactElement => {
  const { t } = useLocale();
  const [switched, setSwitched] = useState<UserView | null>(null);
  const head = (
    <>
      <HeadCell>{t.users.name}</HeadCell>
      <HeadCell>{t.keys.status}</HeadCell>
      <HeadCell>{t.users.firstSeen}</HeadCell>
      <UsageHeads />
    </>
  );
  return (
    <>
      <Table caption={t.users.title} head={head}>
        {users.map((user) => (
          <Row key={user.id} onSwitch={setSwitched} user={user} {...rest} />
        ))}
      </Table>
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
