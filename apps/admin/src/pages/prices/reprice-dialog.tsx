import { useMutation } from "@tanstack/react-query";
import type { RepriceReport } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ReasonField } from "../../ui/reason-field.tsx";
import { pricesTexts } from "./prices-texts.ts";
import type { RepriceScopeView } from "./reprice-scope.ts";
import { usePricesChanged } from "./use-prices-changed.ts";

interface RepriceDialogProps {
  /** Of the dry run: what the change would come to. */
  readonly report: RepriceReport;
  /** That of the dry run, not what the address says by now. */
  readonly scope: RepriceScopeView;
  readonly onClose: (isDone: boolean) => void;
}

/** Applies a re-pricing, after its word was typed and a reason given. */
export const RepriceDialog = ({ report, scope, onClose }: RepriceDialogProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const changed = usePricesChanged();
  const [reason, setReason] = useState("");
  const apply = useMutation({
    ...trpc.prices.reprice.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose(true);
    },
  });
  const { afterPicoUsd, beforePicoUsd } = report.total;
  return (
    <ConfirmDialog
      action={texts.reprice.apply}
      error={apply.error}
      hint={texts.reprice.applyHint(format.signedMoney(afterPicoUsd - beforePicoUsd))}
      isBusy={apply.isPending}
      isDangerous
      onClose={() => {
        onClose(false);
      }}
      onConfirm={() => {
        apply.mutate({ ...scope, dryRun: false, reason: reason.trim() });
      }}
      title={texts.reprice.applyTitle}
      typed={texts.reprice.typed}
    >
      <ReasonField label={texts.form.reason} onChange={setReason} value={reason} />
    </ConfirmDialog>
  );
};
