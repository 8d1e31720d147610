import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { AgreementFigures } from "./agreement-figures.tsx";
import { reconcileTexts } from "./reconcile-texts.ts";
import type { ReconcileRange } from "./reconcile-view.ts";

const KeepDialog = ({
  range,
  onClose,
}: {
  readonly range: ReconcileRange;
  readonly onClose: (isKept: boolean) => void;
}): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const keep = useMutation({
    ...trpc.reconcile.run.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: trpc.reconcile.pathKey() });
      onClose(true);
    },
  });
  return (
    <ConfirmDialog
      action={texts.keep}
      error={keep.error}
      hint={texts.keepHint}
      isBusy={keep.isPending}
      isDangerous={false}
      onClose={() => {
        onClose(false);
      }}
      onConfirm={() => {
        keep.mutate({ ...range, dryRun: false });
      }}
      title={texts.keepTitle}
    />
  );
};

/** Compares the period with Anthropic's reports: first to see it, then to keep it. */
export const RunPart = ({ range }: { readonly range: ReconcileRange }): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const trpc = useTrpc();
  const [isAsking, setIsAsking] = useState(false);
  const dryRun = useMutation(trpc.reconcile.run.mutationOptions());
  return (
    <div className="space-y-3">
      <Button
        disabled={dryRun.isPending}
        look="primary"
        onClick={() => {
          dryRun.mutate({ ...range, dryRun: true });
        }}
      >
        {dryRun.isPending ? texts.running : texts.run}
      </Button>
      <FaultText error={dryRun.error} />
      {dryRun.data === undefined ? null : (
        <div className="space-y-3 rounded-md border border-line p-4">
          <p className="text-sm font-medium">{texts.dryRun}</p>
          <AgreementFigures totals={dryRun.data.totals} />
          <Button
            onClick={() => {
              setIsAsking(true);
            }}
          >
            {texts.keep}
          </Button>
        </div>
      )}
      {isAsking && dryRun.data !== undefined ? (
        <KeepDialog
          onClose={(isKept) => {
            setIsAsking(false);
            if (isKept) {
              dryRun.reset();
            }
          }}
          range={dryRun.variables}
        />
      ) : null}
    </div>
  );
};
