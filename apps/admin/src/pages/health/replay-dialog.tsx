import type { AdminRouter } from "@tokenledger/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DeadLetterReason } from "@tokenledger/usage";
import type { inferRouterOutputs } from "@trpc/server";
import type { ReactElement } from "react";
import { useTrpc, useTrpcClient } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { healthTexts } from "./health-texts.ts";

const COUNT_MAX = 100;

type Replay = inferRouterOutputs<AdminRouter>["admin"]["replay"];

const Outcomes = ({
  results,
  countedCount,
}: Pick<Replay, "results" | "countedCount">): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(healthTexts);
  return (
    <ul className="space-y-1 rounded-md bg-sunken p-3 text-sm">
      {countedCount === 0 ? <li>{texts.nothingToDo}</li> : null}
      {Array.from(new Set(results.map(({ outcome }) => outcome)), (outcome) => (
        <li className="flex justify-between gap-4" key={outcome}>
          <span>{texts.outcomes[outcome]}</span>
          <span className="font-medium">
            {format.exact(results.filter((one) => one.outcome === outcome).length)}
          </span>
        </li>
      ))}
    </ul>
  );
};

/** Counts records that were put aside after all, after a dry run has told what would become of each. */
export const ReplayDialog = ({
  reason,
  onClose,
}: {
  readonly reason: DeadLetterReason;
  readonly onClose: () => void;
}): ReactElement => {
  const texts = usePageTexts(healthTexts);
  const trpc = useTrpc();
  const client = useTrpcClient();
  const queryClient = useQueryClient();
  const dryRun = useQuery({
    queryKey: ["dry run", "admin.replay", reason],
    queryFn: async () => client.admin.replay.mutate({ reason, countMax: COUNT_MAX, dryRun: true }),
    gcTime: 0,
  });
  const replay = useMutation({
    ...trpc.admin.replay.mutationOptions(),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: trpc.admin.pathKey() });
    },
  });
  return (
    <ConfirmDialog
      action={texts.replay}
      error={replay.error}
      hint={texts.replayHint}
      isBusy={replay.isPending || !dryRun.isSuccess}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        replay.mutate({ reason, countMax: COUNT_MAX, dryRun: false });
      }}
      title={texts.replayTitle}
    >
      <QueryBody query={dryRun} skeleton={<Skeleton lines={2} />}>
        {(told) => <Outcomes {...told} />}
      </QueryBody>
    </ConfirmDialog>
  );
};
