import type { UserView } from "@tokenledger/usage";
import type { ReactElement, ReactNode } from "react";
import type { QueryState } from "../../data/query-state.ts";
import { useUsageOf } from "../../data/use-usage-of.ts";
import { useWholeCost } from "../../data/use-whole-cost.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { UsersQuestion } from "./users-question.ts";
import { UsersTable } from "./users-table.tsx";

interface UsersCardProps {
  readonly users: QueryState<readonly UserView[]>;
  /** What they were asked for by. */
  readonly question: UsersQuestion;
  readonly view: ViewPeriod;
  readonly range: string | undefined;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  /** The search box. */
  readonly actions: ReactNode;
}

/** Users, weighed by what they used; says so when there are more than are shown. */
export const UsersCard = (props: UsersCardProps): ReactElement => {
  const { t, format } = useLocale();
  const { users, view, question } = props;
  const limited = question.byUsage === undefined ? t.users.limited : t.users.limitedByUsage;
  const names = (users.data ?? []).map((user) => user.name);
  const usage = useUsageOf("user", names, view);
  const whole = useWholeCost(view);
  return (
    <Card actions={props.actions} title={t.users.all}>
      <QueryBody query={users} skeleton={<Skeleton lines={8} />}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice hint={t.users.emptyHint} title={t.users.empty} />
          ) : (
            <>
              <UsersTable {...props} usage={usage} users={rows} whole={whole} />
              {rows.length < question.countMax ? null : (
                <p className="pt-3 text-sm text-ink-soft">
                  {limited(format.exact(question.countMax))}
                </p>
              )}
            </>
          )
        }
      </QueryBody>
    </Card>
  );
};
