import { useMutation } from "@tanstack/react-query";
import type { PriceRun } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ReasonField } from "../../ui/reason-field.tsx";
import { pricesTexts } from "./prices-texts.ts";
import { usePricesChanged } from "./use-prices-changed.ts";

interface UndoDialogProps {
  readonly run: PriceRun;
  readonly onClose: () => void;
}

/** Puts back what a re-pricing changed, after its word was typed and a reason given. */
export const UndoDialog = ({ run, onClose }: UndoDialogProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const changed = usePricesChanged();
  const [reason, setReason] = useState("");
  const undo = useMutation({
    ...trpc.prices.undo.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      action={texts.runs.undo}
      error={undo.error}
      hint={texts.runs.undoHint}
      isBusy={undo.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        undo.mutate({ runId: run.id, reason: reason.trim() });
      }}
      title={texts.runs.undoTitle}
      typed={texts.runs.typed}
    >
      <ReasonField label={texts.form.reason} onChange={setReason} value={reason} />
    </ConfirmDialog>
  );
};
