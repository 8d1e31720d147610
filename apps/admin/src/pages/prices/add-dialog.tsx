import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import type { PriceBookView } from "../../price/price-view.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FigureFields, TermFields } from "./price-fields.tsx";
import { emptyDraft, readDraft } from "./price-form.ts";
import { pricesTexts } from "./prices-texts.ts";
import { usePricesChanged } from "./use-prices-changed.ts";

interface AddDialogProps {
  readonly book: PriceBookView;
  /** Of an unpriced model; empty for any. */
  readonly model: string;
  readonly onClose: () => void;
}

/** Adds a price to the book; a model the book does not know becomes known with it. */
export const AddDialog = ({ book, model, onClose }: AddDialogProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const changed = usePricesChanged();
  const [draft, setDraft] = useState({ ...emptyDraft, model });
  const read = readDraft(draft);
  const create = useMutation({
    ...trpc.prices.create.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const name = draft.model.trim();
  const isKnown = book.models.some(({ id }) => id === name);
  return (
    <FormDialog
      error={create.error}
      hint={texts.form.hint}
      isBusy={create.isPending}
      isReady={read !== null && name !== "" && draft.reason.trim() !== ""}
      onClose={onClose}
      onSubmit={() => {
        if (read !== null) {
          const { priceClass, serviceTier, speed, inferenceGeo } = draft;
          const terms = { model: name, priceClass, serviceTier, speed, inferenceGeo };
          create.mutate({
            prices: [{ ...terms, ...read }],
            models: isKnown ? [] : [{ id: name }],
            reason: draft.reason.trim(),
          });
        }
      }}
      title={texts.form.add}
    >
      <TermFields draft={draft} models={book.models.map(({ id }) => id)} onDraft={setDraft} />
      <FigureFields draft={draft} onDraft={setDraft} />
    </FormDialog>
  );
};
