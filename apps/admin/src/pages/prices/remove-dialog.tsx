import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import type { PriceRowView } from "../../price/price-view.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ReasonField } from "../../ui/reason-field.tsx";
import { pricesTexts } from "./prices-texts.ts";
import { usePricesChanged } from "./use-prices-changed.ts";

interface RemoveDialogProps {
  readonly row: PriceRowView;
  readonly onClose: () => void;
}

/** Takes one price out of the book, after the model's name was typed. */
export const RemoveDialog = ({ row, onClose }: RemoveDialogProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const changed = usePricesChanged();
  const [reason, setReason] = useState("");
  const remove = useMutation({
    ...trpc.prices.remove.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      action={texts.rows.remove}
      error={remove.error}
      hint={texts.removal.hint}
      isBusy={remove.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        remove.mutate({ ids: [row.id], reason: reason.trim() });
      }}
      title={texts.removal.title}
      typed={row.model}
    >
      <ReasonField label={texts.form.reason} onChange={setReason} value={reason} />
    </ConfirmDialog>
  );
};
