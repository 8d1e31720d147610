import { useMutation } from "@tanstack/react-query";
import type { AlertRule } from "@tokenledger/usage/alerts";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ruleTexts } from "./rule-texts.ts";
import { useAlertsChanged } from "./use-alerts-changed.ts";

interface RemoveRuleDialogProps {
  readonly rule: AlertRule;
  readonly onClose: () => void;
}

/** Removes a rule for ever, after its name was typed. */
export const RemoveRuleDialog = ({ rule, onClose }: RemoveRuleDialogProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(ruleTexts);
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const remove = useMutation({
    ...trpc.alerts.remove.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
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
        remove.mutate({ id: rule.id });
      }}
      title={texts.removeTitle(rule.name)}
      typed={rule.name}
    >
      <p className="text-sm">{texts.removeOpen(format.exact(rule.openEventCount))}</p>
    </ConfirmDialog>
  );
};
