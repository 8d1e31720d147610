import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UserView } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

interface SwitchUserDialogProps {
  readonly user: UserView;
  readonly onClose: () => void;
}

/** Disables a user, or enables a disabled one, after saying what that does. */
export const SwitchUserDialog = ({ user, onClose }: SwitchUserDialogProps): ReactElement => {
  const { t } = useLocale();
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const isActive = user.disabledAt === null;
  const onSuccess = async (): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: trpc.users.pathKey() });
    onClose();
  };
  const disable = useMutation({ ...trpc.users.disable.mutationOptions(), onSuccess });
  const enable = useMutation({ ...trpc.users.enable.mutationOptions(), onSuccess });
  const mutation = isActive ? disable : enable;
  return (
    <ConfirmDialog
      action={isActive ? t.status.disable : t.status.enable}
      error={mutation.error}
      hint={isActive ? t.users.disableHint : t.users.enableHint}
      isBusy={mutation.isPending}
      isDangerous={isActive}
      onClose={onClose}
      onConfirm={() => {
        mutation.mutate({ id: user.id });
      }}
      title={isActive ? t.users.disableTitle(user.name) : t.users.enableTitle(user.name)}
    />
  );
};
