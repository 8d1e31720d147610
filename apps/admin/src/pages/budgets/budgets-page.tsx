import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Page } from "../../shell/page.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BudgetDialog } from "./budget-dialog.tsx";
import { BudgetDrawer } from "./budget-drawer.tsx";
import { BudgetsTable } from "./budgets-table.tsx";
import { budgetsTexts } from "./budgets-texts.ts";
import type { BudgetView } from "./budget-view.ts";
import { RemoveBudgetDialog } from "./remove-budget-dialog.tsx";

const route = getRouteApi("/app/budgets");

type Chosen = "edit" | "remove" | null;

/** The open budget, and what is done with it. */
const OpenBudget = ({
  budget,
  onClose,
}: {
  readonly budget: BudgetView;
  readonly onClose: () => void;
}): ReactElement => {
  const mayManage = useMay("quotas.manage");
  const [chosen, setChosen] = useState<Chosen>(null);
  const back = (): void => {
    setChosen(null);
  };
  return (
    <>
      <BudgetDrawer budget={budget} onChoose={mayManage ? setChosen : null} onClose={onClose} />
      {chosen === "edit" ? <BudgetDialog budget={budget} onClose={back} /> : null}
      {chosen === "remove" ? (
        <RemoveBudgetDialog budget={budget} onClose={back} onRemoved={onClose} />
      ) : null}
    </>
  );
};

const NewBudget = (): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        look="primary"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <Icon name="plus" />
        {texts.create}
      </Button>
      {isOpen ? (
        <BudgetDialog
          budget={null}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
};

/** Limits on usage: how far each is, made and changed. */
export const BudgetsPage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  const trpc = useTrpc();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("quotas.manage");
  const query = useQuery({ ...trpc.quotas.list.queryOptions(), ...liveOptions(false) });
  const open = useCallback(
    (id: string | undefined) => void navigate({ search: (now) => ({ ...now, open: id }) }),
    [navigate],
  );
  const opened = query.data?.quotas.find(({ id }) => id === search.open);
  return (
    <Page
      actions={mayManage ? <NewBudget /> : null}
      intro={texts.intro}
      title={t.app.pages.budgets}
    >
      <Card title={texts.all}>
        <QueryBody query={query} skeleton={<Skeleton lines={6} />}>
          {({ quotas }) =>
            quotas.length === 0 ? (
              <Notice hint={texts.emptyHint} title={texts.empty} />
            ) : (
              <BudgetsTable
                budgets={quotas}
                onOpen={open}
                onSort={(sort) => void navigate({ search: (now) => ({ ...now, sort }) })}
                sort={search.sort ?? "-used"}
              />
            )
          }
        </QueryBody>
      </Card>
      {opened === undefined ? null : (
        <OpenBudget
          budget={opened}
          key={opened.id}
          onClose={() => {
            open(undefined);
          }}
        />
      )}
    </Page>
  );
};
