import { useMutation } from "@tanstack/react-query";
import type { ChannelView } from "@tokenledger/usage/alerts";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { alertsTexts } from "./alerts-texts.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { emptyChannel, readDetails } from "./channel-form.ts";
import { useAlertsChanged } from "./use-alerts-changed.ts";

interface ChannelDialogProps {
  /** The one to edit; null for a new one. */
  readonly channel: ChannelView | null;
  readonly onClose: () => void;
}

const SecretDialog = ({
  secret,
  onClose,
}: {
  readonly secret: string;
  readonly onClose: () => void;
}): ReactElement => {
  const texts = usePageTexts(alertsTexts).channel;
  return (
    <Dialog onClose={onClose} title={texts.minted}>
      <div className="space-y-4">
        <div className="space-y-3 rounded-md bg-warn-soft p-3">
          <p className="text-sm">{texts.mintedHint}</p>
          <code className="block rounded-md border border-line bg-surface px-2 py-1 font-mono text-xs break-all select-all">
            {secret}
          </code>
          <CopyButton text={secret} />
        </div>
        <Button look="primary" onClick={onClose}>
          {texts.done}
        </Button>
      </div>
    </Dialog>
  );
};

const useSave = (channel: ChannelView | null, onClose: () => void) => {
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const [secret, setSecret] = useState<string | null>(null);
  const onSuccess = async (answer: { readonly secret: string | null }): Promise<void> => {
    await changed();
    if (answer.secret === null) {
      onClose();
    } else {
      setSecret(answer.secret);
    }
  };
  const create = useMutation({ ...trpc.alerts.channels.create.mutationOptions(), onSuccess });
  const update = useMutation({ ...trpc.alerts.channels.update.mutationOptions(), onSuccess });
  const save = (name: string, details: ReturnType<typeof readDetails>): void => {
    if (channel !== null) {
      update.mutate({ id: channel.id, name, ...(details === null ? {} : { details }) });
    } else if (details !== null) {
      create.mutate({ name, details });
    }
  };
  const { error, isPending } = channel === null ? create : update;
  return { save, secret, error, isPending };
};

/** Makes a channel, renames it, or gives its details anew; a secret made for it is shown once. */
export const ChannelDialog = ({ channel, onClose }: ChannelDialogProps): ReactElement => {
  const texts = usePageTexts(alertsTexts).channel;
  const [draft, setDraft] = useState({
    ...emptyChannel,
    ...(channel === null ? {} : { name: channel.name, kind: channel.kind }),
  });
  const [isAnew, setIsAnew] = useState(channel === null);
  const { save, secret, error, isPending } = useSave(channel, onClose);
  const details = isAnew ? readDetails(draft) : null;
  if (secret !== null) {
    return <SecretDialog onClose={onClose} secret={secret} />;
  }
  return (
    <FormDialog
      error={error}
      hint={texts.hint}
      isBusy={isPending}
      isReady={draft.name.trim() !== "" && (!isAnew || details !== null)}
      onClose={onClose}
      onSubmit={() => {
        save(draft.name.trim(), details);
      }}
      title={channel === null ? texts.create : texts.editTitle(channel.name)}
    >
      <TextField
        className="col-span-2"
        label={texts.name}
        maxLength={128}
        onChange={(event) => {
          setDraft({ ...draft, name: event.target.value });
        }}
        required
        value={draft.name}
      />
      {channel === null ? null : (
        <CheckField isChecked={isAnew} label={texts.anew} onCheck={setIsAnew} />
      )}
      {isAnew ? <ChannelFields draft={draft} onDraft={setDraft} /> : null}
    </FormDialog>
  );
};
