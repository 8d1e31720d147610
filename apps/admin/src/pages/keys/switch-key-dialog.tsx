import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AccessKeyView } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

interface SwitchKeyDialogProps {
  readonly item: AccessKeyView;
  readonly onClose: () => void;
}

/** Disables a key, or enables a disabled one, after saying what that does. */
export const SwitchKeyDialog = ({ item, onClose }: SwitchKeyDialogProps): ReactElement => {
  const { t } = useLocale();
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const isActive = item.disabledAt === null;
  const onSuccess = async (): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: trpc.accessKeys.list.queryKey() });
    onClose();
  };
  const disable = useMutation({ ...trpc.accessKeys.disable.mutationOptions(), onSuccess });
  const enable = useMutation({ ...trpc.accessKeys.enable.mutationOptions(), onSuccess });
  const mutation = isActive ? disable : enable;
  return (
    <ConfirmDialog
      action={isActive ? t.status.disable : t.status.enable}
      error={mutation.error}
      hint={isActive ? t.keys.disableHint : t.keys.enableHint}
      isBusy={mutation.isPending}
      isDangerous={isActive}
      onClose={onClose}
      onConfirm={() => {
        mutation.mutate({ id: item.id });
      }}
      title={isActive ? t.keys.disableTitle(item.name) : t.keys.enableTitle(item.name)}
    />
  );
};
