import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { BudgetFields } from "./budget-fields.tsx";
import { draftOf, emptyDraft, readDraft } from "./budget-form.ts";
import { budgetsTexts } from "./budgets-texts.ts";
import type { BudgetView } from "./budget-view.ts";
import { useBudgetsChanged } from "./use-budgets-changed.ts";

interface BudgetDialogProps {
  /** The one to edit; null for a new one. */
  readonly budget: BudgetView | null;
  readonly onClose: () => void;
}

/** Makes a budget, or changes one. */
export const BudgetDialog = ({ budget, onClose }: BudgetDialogProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const trpc = useTrpc();
  const changed = useBudgetsChanged();
  const [draft, setDraft] = useState(() => (budget === null ? emptyDraft : draftOf(budget)));
  const onSuccess = async (): Promise<void> => {
    await changed();
    onClose();
  };
  const create = useMutation({ ...trpc.quotas.create.mutationOptions(), onSuccess });
  const update = useMutation({ ...trpc.quotas.update.mutationOptions(), onSuccess });
  const mutation = budget === null ? create : update;
  const read = readDraft(draft);
  const submit = (): void => {
    if (read === null) {
      return;
    }
    if (budget === null) {
      create.mutate(read);
    } else {
      update.mutate({ id: budget.id, ...read });
    }
  };
  return (
    <FormDialog
      error={mutation.error}
      hint={texts.formHint}
      isBusy={mutation.isPending}
      isReady={read !== null}
      onClose={onClose}
      onSubmit={submit}
      title={budget === null ? texts.create : texts.editTitle(budget.name)}
    >
      <BudgetFields draft={draft} onDraft={setDraft} />
    </FormDialog>
  );
};
