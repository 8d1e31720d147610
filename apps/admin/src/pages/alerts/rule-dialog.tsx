import { useMutation, useQuery } from "@tanstack/react-query";
import type { AlertRule } from "@tokenledger/usage/alerts";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { emptyRule, readRule, ruleDraft } from "./rule-form.ts";
import { RulePreview } from "./rule-preview.tsx";
import { ruleTexts } from "./rule-texts.ts";
import { useAlertsChanged } from "./use-alerts-changed.ts";

interface RuleDialogProps {
  /** The one to edit; null for a new one. */
  readonly rule: AlertRule | null;
  readonly onClose: () => void;
}

/** Makes a rule, or changes one; before that it can be tried on the past. */
export const RuleDialog = ({ rule, onClose }: RuleDialogProps): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const [draft, setDraft] = useState(() => (rule === null ? emptyRule : ruleDraft(rule)));
  const channels = useQuery(trpc.alerts.channels.list.queryOptions());
  const onSuccess = async (): Promise<void> => {
    await changed();
    onClose();
  };
  const create = useMutation({ ...trpc.alerts.create.mutationOptions(), onSuccess });
  const update = useMutation({ ...trpc.alerts.update.mutationOptions(), onSuccess });
  const mutation = rule === null ? create : update;
  const read = readRule(draft);
  const submit = (): void => {
    if (read === null) {
      return;
    }
    if (rule === null) {
      create.mutate(read);
    } else {
      update.mutate({ id: rule.id, ...read });
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
      title={rule === null ? texts.create : texts.editTitle(rule.name)}
    >
      <RuleFields channels={channels.data ?? []} draft={draft} onDraft={setDraft} />
      <RulePreview draft={draft} />
    </FormDialog>
  );
};
