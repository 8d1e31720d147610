import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import type { ExportRow } from "./exports-part.ts";
import { exportsTexts } from "./exports-texts.ts";

interface CancelDialogProps {
  readonly job: ExportRow;
  readonly onClose: () => void;
}

/** Stops an export that is not finished. */
export const CancelDialog = ({ job, onClose }: CancelDialogProps): ReactElement => {
  const texts = usePageTexts(exportsTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const cancel = useMutation({
    ...trpc.exports.cancel.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: trpc.exports.pathKey() });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      action={texts.stop}
      error={cancel.error}
      hint={texts.stopHint}
      isBusy={cancel.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        cancel.mutate({ id: job.id });
      }}
      title={texts.stopTitle(job.fileName)}
    />
  );
};
