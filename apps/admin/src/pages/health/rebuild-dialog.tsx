import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ReasonField } from "../../ui/reason-field.tsx";
import { sumsTexts } from "./sums-texts.ts";

const REBUILD_WORD = "rebuild";

interface RebuildDialogProps {
  readonly scope: { readonly startDate: Date; readonly endDate: Date };
  readonly onClose: () => void;
}

/** Sums a range anew, after its word was typed and a reason given. */
export const RebuildDialog = ({ scope, onClose }: RebuildDialogProps): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(sumsTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const rebuild = useMutation({
    ...trpc.aggregates.rebuild.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: trpc.aggregates.pathKey() });
      onClose();
    },
  });
  const days = format.days(scope.startDate.getTime(), scope.endDate.getTime() - 1);
  return (
    <ConfirmDialog
      action={texts.rebuild}
      error={rebuild.error}
      hint={texts.rebuildHint(days)}
      isBusy={rebuild.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        rebuild.mutate({ ...scope, dryRun: false, reason: reason.trim() });
      }}
      title={texts.rebuild}
      typed={REBUILD_WORD}
    >
      <ReasonField label={t.status.reason} onChange={setReason} value={reason} />
    </ConfirmDialog>
  );
};
