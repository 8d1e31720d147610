import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import type { PriceRowView } from "../../price/price-view.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FigureFields } from "./price-fields.tsx";
import { draftOf, readDraft } from "./price-form.ts";
import { pricesTexts } from "./prices-texts.ts";
import { usePricesChanged } from "./use-prices-changed.ts";

interface CorrectDialogProps {
  readonly row: PriceRowView;
  readonly onClose: () => void;
}

/** Corrects a price of the book, or ends it; the edition before keeps what stood. */
export const CorrectDialog = ({ row, onClose }: CorrectDialogProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const changed = usePricesChanged();
  const [draft, setDraft] = useState(() => draftOf(row));
  const read = readDraft(draft, row);
  const update = useMutation({
    ...trpc.prices.update.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <FormDialog
      error={update.error}
      hint={`${row.model} · ${texts.classes[row.priceClass]}`}
      isBusy={update.isPending}
      isReady={read !== null && draft.reason.trim() !== ""}
      onClose={onClose}
      onSubmit={() => {
        if (read !== null) {
          update.mutate({ id: row.id, ...read, reason: draft.reason.trim() });
        }
      }}
      title={texts.form.correct}
    >
      <FigureFields draft={draft} onDraft={setDraft} />
    </FormDialog>
  );
};
