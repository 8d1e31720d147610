import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useTrpc, useTrpcClient } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { amountText, scopeText, windowText } from "./budget-words.ts";
import { budgetsTexts } from "./budgets-texts.ts";
import { worstState, type BudgetView } from "./budget-view.ts";
import { useBudgetsChanged } from "./use-budgets-changed.ts";

/** What the server says would be removed: asked without confirming. */
const DryRun = ({ budget }: { readonly budget: BudgetView }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  const keyName = useKeyNames();
  const client = useTrpcClient();
  const query = useQuery({
    // Not below the budgets' own key: it must not be asked again once the budget is gone.
    queryKey: ["dry run", "quotas.remove", budget.id],
    queryFn: async () => client.quotas.remove.mutate({ id: budget.id }),
    gcTime: 0,
  });
  const used = worstState(budget)?.usedAmount ?? 0n;
  return (
    <QueryBody query={query} skeleton={<Skeleton lines={2} />}>
      {({ quota }) => (
        <ul className="space-y-1 rounded-md bg-sunken p-3 text-sm">
          <li>
            {texts.removeEffect(
              `${scopeText(quota, texts, keyName)} · ${amountText(quota.unit, quota.limitAmount, texts, format)} / ${windowText(quota, texts)}`,
            )}
          </li>
          <li>{texts.removeUse(amountText(quota.unit, used, texts, format))}</li>
        </ul>
      )}
    </QueryBody>
  );
};

/** Removes a budget for ever, after its name was typed under what that does. */
export const RemoveBudgetDialog = ({
  budget,
  onClose,
  onRemoved,
}: {
  readonly budget: BudgetView;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const trpc = useTrpc();
  const changed = useBudgetsChanged();
  const remove = useMutation({
    ...trpc.quotas.remove.mutationOptions(),
    onSuccess: async () => {
      onRemoved();
      await changed();
    },
  });
  return (
    <ConfirmDialog
      action={texts.removeForEver}
      error={remove.error}
      hint={texts.removeHint}
      isBusy={remove.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        remove.mutate({ id: budget.id, confirm: true });
      }}
      title={texts.removeTitle(budget.name)}
      typed={budget.name}
    >
      <DryRun budget={budget} />
    </ConfirmDialog>
  );
};
