import { useMutation } from "@tanstack/react-query";
import type { ChannelView } from "@tokenledger/usage/alerts";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { alertsTexts } from "./alerts-texts.ts";
import { useAlertsChanged } from "./use-alerts-changed.ts";

interface RemoveChannelDialogProps {
  readonly channel: ChannelView;
  readonly onClose: () => void;
}

/** Removes a channel for ever, after its name was typed; one that a rule tells is refused by the server. */
export const RemoveChannelDialog = ({
  channel,
  onClose,
}: RemoveChannelDialogProps): ReactElement => {
  const texts = usePageTexts(alertsTexts).channel;
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const remove = useMutation({
    ...trpc.alerts.channels.remove.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      action={texts.removeForEver}
      error={remove.error}
      hint={texts.removeHint}
      isBusy={remove.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        remove.mutate({ id: channel.id });
      }}
      title={texts.removeTitle(channel.name)}
      typed={channel.name}
    />
  );
};
